import { type InboxSettings, type Outage, publishInboxEvent } from '@room-callbacks/core/inbox'
import type { Entries } from './entries.ts'

const shortestInterval = 50
const longestInterval = 60_000

/** Forgets, now and then, what retention no longer keeps, and mends what people did in a dashboard. */
export class Maintenance {
  readonly #entries: Entries
  readonly #settings: InboxSettings
  readonly #outage: Outage
  readonly #timer: NodeJS.Timeout
  #cursor = '0'
  #isRunning = false

  constructor(entries: Entries, settings: InboxSettings, outage: Outage) {
    this.#entries = entries
    this.#settings = settings
    this.#outage = outage
    const { window, retention, lease } = settings
    const interval = Math.max(Math.min(window / 4, retention / 4, lease, longestInterval), shortestInterval)
    // A process that only receives ends when its server does.
    this.#timer = setInterval(() => void this.#run(), interval).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      const { window, retention } = this.#settings
      const now = Date.now()
      await this.#entries.forget('completed', now - window)
      await this.#entries.forget('recorded', now - retention)
      for (const id of await this.#entries.forget('failed', now - retention)) publishInboxEvent({ type: 'expired', id })
      this.#cursor = await this.#entries.sweep(this.#cursor)
      this.#outage.end()
    } catch (cause) {
      this.#outage.begin(cause)
    } finally {
      this.#isRunning = false
    }
  }
}
