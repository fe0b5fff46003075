import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { InboxDependencies } from './inbox-dependencies.ts'
import type { LeasedEntry } from './inbox-store.ts'
import type { RunningAttempt } from './running-attempt.ts'
import type { StoreHealth } from './store-health.ts'

// Far below what a timer can take. Unit: ms.
const maxInterval = 600_000

/** An attempt of this process, from its beginning until its result is written. */
export interface HeldLease {
  /** The newest lease of it. */
  leased: LeasedEntry
  /** As its handlers see it: that of its first lease. */
  readonly number: number
  readonly attempt: RunningAttempt
}

/** Renews the leases of this process. */
export class Heartbeat {
  readonly #dependencies: InboxDependencies
  readonly #health: StoreHealth
  readonly #held = new Set<HeldLease>()
  readonly #timer: NodeJS.Timeout
  #isBeating = false

  constructor(dependencies: InboxDependencies, health: StoreHealth) {
    this.#dependencies = dependencies
    this.#health = health
    const interval = Math.min(Math.ceil(dependencies.settings.lease / 3), maxInterval)
    // A process that delivers stays alive by it, too.
    this.#timer = setInterval(() => void this.#beat(), interval)
  }

  get size(): number {
    return this.#held.size
  }

  hold(leased: LeasedEntry, attempt: RunningAttempt): HeldLease {
    const held = { leased, number: leased.attempt, attempt }
    this.#held.add(held)
    return held
  }

  release(held: HeldLease): void {
    this.#held.delete(held)
  }

  /**
   * Whether this process still runs the entry, or writes its result: the store was away for longer than the lease, and
   * gave the entry again. To begin it would handle the callback twice; its result is written with the new lease.
   */
  adopt(leased: LeasedEntry): boolean {
    if (leased.crashes === 0) return false
    for (const held of this.#held) {
      const isOurs = held.leased.record.id === leased.record.id && held.leased.crashes < leased.crashes
      if (isOurs) held.leased = leased
      if (isOurs) return true
    }
    return false
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Aborts the signals of all that runs. */
  abandon(reason: RoomCallbacksError): void {
    for (const { attempt } of this.#held) attempt.abandon(reason)
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.#held.size === 0) return
    this.#isBeating = true
    const { store, settings } = this.#dependencies
    const before = Array.from(this.#held, (held) => ({ held, leased: held.leased }))
    try {
      const renewed = await store.extend(
        before.map(({ leased }) => leased),
        settings.lease,
      )
      this.#health.recovered()
      const kept = new Set(renewed)
      for (const { held, leased } of before) if (!kept.has(leased.fence) && held.leased === leased) this.#lose(held)
    } catch (cause) {
      this.#health.failed(cause)
    } finally {
      this.#isBeating = false
    }
  }

  /** Another process took the entry over, because this one did not renew its lease in time. */
  #lose(held: HeldLease): void {
    held.attempt.abandon(new RoomCallbacksError('attempt-timeout', 'Its lease was over.'))
    this.#held.delete(held)
  }
}
