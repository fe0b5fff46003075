import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { AttemptResult, DeliverRecord } from './inbox.ts'
import type { TakenEntry } from './inbox-store.ts'
import { startTimer } from './timers.ts'

/** One attempt, bounded in time: a handler that hangs is told to stop, and not waited for. */
export class RunningAttempt {
  readonly taken: TakenEntry
  readonly result: Promise<AttemptResult>
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | undefined

  constructor(taken: TakenEntry, deliver: DeliverRecord, timeout: number) {
    this.taken = taken
    const late = new Promise<AttemptResult>((resolve) => {
      this.#timer = startTimer(() => {
        const error = new RoomCallbacksError('attempt-timeout')
        this.#controller.abort(error)
        resolve({ state: 'failed', error })
      }, timeout)
    })
    this.result = Promise.race([this.#run(deliver), late]).finally(() => clearTimeout(this.#timer))
  }

  abort(reason: RoomCallbacksError): void {
    this.#controller.abort(reason)
  }

  /** From now on, its time-out keeps no process alive. */
  unref(): void {
    this.#timer?.unref()
  }

  async #run(deliver: DeliverRecord): Promise<AttemptResult> {
    try {
      return await deliver(this.taken.record, { number: this.taken.attempt, signal: this.#controller.signal })
    } catch (error) {
      return { state: 'failed', error: { code: 'internal', message: String(error) } }
    }
  }
}
