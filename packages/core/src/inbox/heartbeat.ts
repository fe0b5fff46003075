import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { LeasedEntry } from './inbox-store.ts'
import type { Outage } from './outage.ts'
import type { RunningAttempt } from './running-attempt.ts'
import type { InboxDependencies } from './settle.ts'

// Far below what a timer can take. Unit: ms.
const maxInterval = 600_000

/** Renews the leases of this process, each from its beginning until its result is written. */
export class Heartbeat {
  readonly #dependencies: InboxDependencies
  readonly #outage: Outage
  readonly #held = new Map<LeasedEntry, RunningAttempt>()
  readonly #timer: NodeJS.Timeout
  #isBeating = false

  constructor(dependencies: InboxDependencies, outage: Outage) {
    this.#dependencies = dependencies
    this.#outage = outage
    const interval = Math.min(Math.ceil(dependencies.settings.lease / 3), maxInterval)
    // A process that delivers stays alive by it, too.
    this.#timer = setInterval(() => void this.#beat(), interval)
  }

  get size(): number {
    return this.#held.size
  }

  hold(leased: LeasedEntry, attempt: RunningAttempt): void {
    this.#held.set(leased, attempt)
  }

  release(leased: LeasedEntry): void {
    this.#held.delete(leased)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Aborts the signals of all that runs. */
  abandon(reason: RoomCallbacksError): void {
    for (const attempt of this.#held.values()) attempt.abandon(reason)
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.#held.size === 0) return
    this.#isBeating = true
    const { store, settings } = this.#dependencies
    const before = [...this.#held.keys()]
    try {
      const kept = new Set(await store.extend(before, settings.lease))
      this.#outage.end()
      for (const leased of before) if (!kept.has(leased.fence)) this.#lose(leased)
    } catch (cause) {
      this.#outage.begin(cause)
    } finally {
      this.#isBeating = false
    }
  }

  /** Another process took the entry over, because this one did not renew its lease in time. */
  #lose(leased: LeasedEntry): void {
    this.#held.get(leased)?.abandon(new RoomCallbacksError('attempt-timeout', 'Its lease was over.'))
    this.#held.delete(leased)
  }
}
