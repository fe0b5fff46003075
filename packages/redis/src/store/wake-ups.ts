import type { Client } from '../connect/connection.ts'

/** How often a subscription is tried again that was refused. Unit: ms. */
const retryPause = 1000

/** Tells of what other processes made ready, on a connection of its own: one that subscribes can do nothing else in RESP2. */
export class WakeUps {
  readonly #connect: () => Client
  readonly #channel: string
  readonly #watchers = new Set<() => void>()
  #client: Client | undefined

  constructor(connect: () => Client, channel: string) {
    this.#connect = connect
    this.#channel = channel
  }

  /** @returns Ends it. */
  watch(onReady: () => void): () => void {
    this.#watchers.add(onReady)
    this.#client ??= this.#subscribe()
    return () => {
      this.#watchers.delete(onReady)
      if (this.#watchers.size === 0) this.close()
    }
  }

  close(): void {
    this.#client?.disconnect()
    this.#client = undefined
  }

  #subscribe(): Client {
    const client = this.#connect()
    const wake = () => {
      for (const onReady of this.#watchers) onReady()
    }
    // ioredis subscribes again by itself as well, but what that rejects with would end the process.
    const subscribe = () => {
      client.subscribe(this.#channel).then(wake, () => {
        if (this.#client === client) setTimeout(() => client.status === 'ready' && subscribe(), retryPause).unref()
      })
    }
    client.on('ready', subscribe)
    client.on('message', wake)
    return client
  }
}
