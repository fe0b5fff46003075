import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { startTimer } from '../timers.ts'

/** An attempt that is bounded in time. */
interface TimedAttempt {
  /** It took too long. */
  expire(error: RoomCallbacksError): void
}

/**
 * Ends attempts that take too long. All have the same time, so they end in the order in which they began, and one timer is
 * enough: one for each attempt would cost more than storing its result.
 */
export class AttemptTimeouts {
  readonly #timeout: number
  /** When each began, by `performance.now()`, in that order. */
  readonly #running = new Map<TimedAttempt, number>()
  #timer: NodeJS.Timeout | undefined

  /** @param timeout Unit: ms. */
  constructor(timeout: number) {
    this.#timeout = timeout
  }

  add(attempt: TimedAttempt): void {
    const now = performance.now()
    this.#running.set(attempt, now)
    if (this.#timer === undefined) this.#timer = this.#start(this.#timeout)
  }

  remove(attempt: TimedAttempt): void {
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
