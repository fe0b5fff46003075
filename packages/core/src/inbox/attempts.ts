import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { Bag, type BagMember } from '../in-flight.ts'
import { startTimer } from '../timers.ts'
import type { Attempt, AttemptResult, DeliverRecord } from './inbox.ts'
import type { InboxDependencies } from './inbox-dependencies.ts'
import type { LeasedEntry } from './inbox-store.ts'
import type { StoreHealth } from './store-health.ts'

/** One attempt, bounded in time: a handler that hangs is told to stop, and not waited for. */
export class RunningAttempt implements BagMember {
  place: number | undefined
  /** By `performance.now()`. */
  readonly begunAt: number = performance.now()
  readonly #attempt: LazyAttempt
  readonly #timeouts: AttemptTimeouts
  #onEnd: ((result: AttemptResult) => void) | undefined

  /** @param onEnd Called once, and never before the constructor is done. */
  constructor(
    { record, attempt, fence }: LeasedEntry,
    deliver: DeliverRecord,
    timeouts: AttemptTimeouts,
    onEnd: (result: AttemptResult) => void,
  ) {
    this.#attempt = new LazyAttempt(attempt, fence)
    this.#timeouts = timeouts
    this.#onEnd = onEnd
    timeouts.add(this)
    run(deliver, record, this.#attempt).then(
      (result) => this.#end(result),
      // What a handler throws is no accident of the inbox.
      (error) => this.#end({ state: 'failed', error: { code: 'internal', message: String(error) } }),
    )
  }

  /** It took too long. */
  expire(error: RoomCallbacksError): void {
    this.#attempt.abort(error)
    this.#end({ state: 'failed', error })
  }

  /** Tells the handler to stop. */
  abandon(reason: RoomCallbacksError): void {
    this.#attempt.abort(reason)
  }

  #end(result: AttemptResult): void {
    const onEnd = this.#onEnd
    if (!onEnd) return
    this.#onEnd = undefined
    this.#timeouts.remove(this)
    onEnd(result)
  }
}

/** A signal costs more than everything else about an attempt: it is made when a handler asks for it. */
class LazyAttempt implements Attempt {
  readonly number: number
  readonly fence: number
  onAbort: Attempt['onAbort']
  #controller: AbortController | undefined
  #reason: RoomCallbacksError | undefined

  constructor(number: number, fence: number) {
    this.number = number
    this.fence = fence
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#reason) this.#controller.abort(this.#reason)
    return this.#controller.signal
  }

  abort(reason: RoomCallbacksError): void {
    this.#reason ??= reason
    this.#controller?.abort(this.#reason)
    this.onAbort?.(this.#reason)
    this.onAbort = undefined
  }
}

/** Always a promise: `deliver` may be a function of users in JavaScript. */
function run(deliver: DeliverRecord, record: LeasedEntry['record'], attempt: Attempt): Promise<AttemptResult> {
  try {
    return Promise.resolve(deliver(record, attempt))
  } catch (error) {
    return Promise.reject(error)
  }
}

/** Ends attempts that take too long. One timer is enough for all: one for each would cost more than storing its result. */
export class AttemptTimeouts {
  readonly #timeout: number
  readonly #running = new Bag<RunningAttempt>()
  #timer: NodeJS.Timeout | undefined

  /** @param timeout Unit: ms. */
  constructor(timeout: number) {
    this.#timeout = timeout
  }

  add(attempt: RunningAttempt): void {
    this.#running.add(attempt)
    if (this.#timer === undefined) this.#timer = this.#start(this.#timeout)
  }

  remove(attempt: RunningAttempt): void {
    this.#running.remove(attempt)
  }

  /** The process is kept alive by the heartbeat of its delivery, as long as that goes on. */
  #start(duration: number): NodeJS.Timeout {
    return startTimer(() => this.#expire(), duration).unref()
  }

  #expire(): void {
    this.#timer = undefined
    const now = performance.now()
    const late: RunningAttempt[] = []
    let next = Number.POSITIVE_INFINITY
    for (const attempt of this.#running.all()) {
      const left = attempt.begunAt + this.#timeout - now
      // A timer may come a fraction of a millisecond early.
      if (left < 1) late.push(attempt)
      else next = Math.min(next, left)
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = this.#start(next)
    // Others begin in their place, and must find that timer.
    for (const attempt of late) attempt.expire(new RoomCallbacksError('attempt-timeout'))
  }
}

// Far below what a timer can take. Unit: ms.
const maxInterval = 600_000

/** An attempt of this process, from its beginning until its result is written. */
export interface HeldLease extends BagMember {
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
  readonly #held = new Bag<HeldLease>()
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
    const held = { place: undefined, leased, number: leased.attempt, attempt }
    this.#held.add(held)
    return held
  }

  release(held: HeldLease): void {
    this.#held.remove(held)
  }

  /**
   * Whether this process still runs the entry, or writes its result: the store was away for longer than the lease, and
   * gave the entry again. To begin it would handle the callback twice; its result is written with the new lease.
   */
  adopt(leased: LeasedEntry): boolean {
    if (leased.crashes === 0) return false
    for (const held of this.#held.all()) {
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
    for (const { attempt } of this.#held.all()) attempt.abandon(reason)
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.#held.size === 0) return
    this.#isBeating = true
    const { store, settings } = this.#dependencies
    const before = this.#held.all().map((held) => ({ held, leased: held.leased }))
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
    this.#held.remove(held)
  }
}
