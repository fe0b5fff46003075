import { publishInboxEvent } from './inbox-event.ts'
import type { Outage } from './outage.ts'
import type { InboxParts } from './settle.ts'

const shortestInterval = 50
const longestInterval = 60_000

/** Forgets, now and then, what retention no longer keeps. */
export class Sweep {
  readonly #parts: InboxParts
  readonly #outage: Outage
  readonly #timer: NodeJS.Timeout
  #current: Promise<void> | undefined

  constructor(parts: InboxParts, outage: Outage) {
    this.#parts = parts
    this.#outage = outage
    const { window, retention } = parts.settings
    const interval = Math.max(Math.min(window / 4, retention / 4, longestInterval), shortestInterval)
    // A process that only receives ends when its server does.
    this.#timer = setInterval(() => this.#start(), interval).unref()
  }

  /** Waits for the one that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#current
  }

  #start(): void {
    this.#current ??= this.#run().finally(() => {
      this.#current = undefined
    })
  }

  async #run(): Promise<void> {
    const { store, clock } = this.#parts
    try {
      for (const id of await store.expire(clock())) publishInboxEvent({ type: 'expired', id })
      this.#outage.end()
    } catch (cause) {
      this.#outage.begin(cause)
    }
  }
}
