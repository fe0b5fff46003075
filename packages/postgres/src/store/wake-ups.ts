import { randomUUID } from 'node:crypto'
import type { Database, Listener } from '../connect/database.ts'

/** How long it waits before it listens anew. Unit: ms. */
const retryPause = 1000

/** Tells of what other processes made ready. Polling stands behind it: a notification that got lost costs a second. */
export class WakeUps {
  /** What functions that make something ready are told. */
  readonly fields: { readonly channel: string; readonly caller: string }
  readonly #database: Database
  readonly #watchers = new Set<() => void>()
  #canListen = false
  #listening: Promise<Listener | undefined> | undefined

  constructor(database: Database, schema: string) {
    this.#database = database
    // PGlite writes it without quotes.
    this.fields = { channel: `room_callbacks_${schema}`.slice(0, 63), caller: randomUUID() }
  }

  /** Whether notifications arrive: through PgBouncer in transaction mode they do not. */
  get canListen(): boolean {
    return this.#canListen
  }

  /**
   * Finds out whether notifications arrive.
   *
   * @param notify Makes one for this caller.
   */
  async tryToListen(notify: () => Promise<unknown>, timeout: number): Promise<void> {
    const { listen } = this.#database
    let arrive: (hasArrived: boolean) => void = () => {}
    const arrived = new Promise<boolean>((resolve) => {
      arrive = resolve
    })
    const onNotify = (caller: string) => caller === this.fields.caller && arrive(true)
    const listener = await listen?.(this.fields.channel, {
      onNotify,
      onListen: () => {},
      onLost: () => arrive(false),
    }).catch(() => undefined)
    try {
      await notify()
      const timer = setTimeout(() => arrive(false), listener ? timeout : 0)
      this.#canListen = await arrived.finally(() => clearTimeout(timer))
    } finally {
      await listener?.stop().catch(() => {})
    }
  }

  /** @returns Ends it. */
  watch(onReady: () => void): () => void {
    this.#watchers.add(onReady)
    this.#listening ??= this.#listen()
    return () => {
      this.#watchers.delete(onReady)
      if (this.#watchers.size === 0) void this.#stop()
    }
  }

  close(): Promise<void> {
    return this.#stop()
  }

  async #stop(): Promise<void> {
    const listening = this.#listening
    this.#listening = undefined
    const listener = await listening
    await listener?.stop().catch(() => {})
  }

  #listen(): Promise<Listener | undefined> {
    const wake = () => {
      for (const onReady of this.#watchers) onReady()
    }
    const listening = Promise.resolve(
      this.#database.listen?.(this.fields.channel, {
        // The engine wakes itself for what its own store does.
        onNotify: (caller) => caller !== this.fields.caller && wake(),
        onListen: wake,
        onLost: () => again(),
      }),
    ).catch(() => again())
    const again = (): undefined => {
      setTimeout(() => {
        // A second listener would hold its connection for ever. There is a newer one already where a watcher came meanwhile.
        if (this.#listening === listening) this.#listening = this.#listen()
      }, retryPause).unref()
    }
    return listening
  }
}
