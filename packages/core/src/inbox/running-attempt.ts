import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { startTimer } from '../timers.ts'
import type { Attempt, AttemptResult, DeliverRecord } from './inbox.ts'
import type { LeasedEntry } from './inbox-store.ts'

/** One attempt, bounded in time: a handler that hangs is told to stop, and not waited for. */
export class RunningAttempt {
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
    void run(deliver, record, this.#attempt).then((result) => this.#end(result))
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

/** What a handler throws is no accident of the inbox. */
async function run(deliver: DeliverRecord, record: LeasedEntry['record'], attempt: Attempt): Promise<AttemptResult> {
  try {
    return await deliver(record, attempt)
  } catch (error) {
    return { state: 'failed', error: { code: 'internal', message: String(error) } }
  }
}

/**
 * Ends attempts that take too long. All have the same time, so they end in the order in which they began, and one timer is
 * enough: one for each attempt would cost more than storing its result.
 */
export class AttemptTimeouts {
  readonly #timeout: number
  /** When each began, by `performance.now()`, in that order. */
  readonly #running = new Map<RunningAttempt, number>()
  #timer: NodeJS.Timeout | undefined

  /** @param timeout Unit: ms. */
  constructor(timeout: number) {
    this.#timeout = timeout
  }

  add(attempt: RunningAttempt): void {
    const now = performance.now()
    this.#running.set(attempt, now)
    if (this.#timer === undefined) this.#timer = this.#start(this.#timeout)
  }

  remove(attempt: RunningAttempt): void {
    this.#running.delete(attempt)
  }

  /** The process is kept alive by the heartbeat of its delivery, as long as that goes on. */
  #start(duration: number): NodeJS.Timeout {
    return startTimer(() => this.#expire(), duration).unref()
  }

  #expire(): void {
    this.#timer = undefined
    const now = performance.now()
    for (const [attempt, begunAt] of this.#running) {
      const left = begunAt + this.#timeout - now
      // A timer may come a fraction of a millisecond early.
      if (left >= 1) {
        this.#timer = this.#start(left)
        return
      }
      attempt.expire(new RoomCallbacksError('attempt-timeout'))
    }
  }
}
