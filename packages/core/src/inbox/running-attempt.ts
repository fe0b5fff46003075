import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { startTimer } from '../timers.ts'
import type { Attempt, AttemptResult, DeliverRecord } from './inbox.ts'
import type { InboxRecord } from './inbox-record.ts'
import type { LeasedEntry } from './inbox-store.ts'

/** One attempt, bounded in time: a handler that hangs is told to stop, and not waited for. */
export class RunningAttempt {
  readonly result: Promise<AttemptResult>
  readonly #attempt: LazyAttempt
  #timer: NodeJS.Timeout | undefined

  /** @param timeout Unit: ms. */
  constructor({ record, attempt, fence }: LeasedEntry, deliver: DeliverRecord, timeout: number) {
    this.#attempt = new LazyAttempt(attempt, fence)
    const late = new Promise<AttemptResult>((resolve) => {
      this.#timer = startTimer(() => {
        const error = new RoomCallbacksError('attempt-timeout')
        this.#attempt.abort(error)
        resolve({ state: 'failed', error })
      }, timeout)
    })
    const running = run(deliver, record, this.#attempt)
    this.result = Promise.race([running, late]).finally(() => clearTimeout(this.#timer))
  }

  /** Tells the handler to stop. Its time-out keeps no process alive any more. */
  abandon(reason: RoomCallbacksError): void {
    this.#timer?.unref()
    this.#attempt.abort(reason)
  }
}

/** A signal costs more than everything else about an attempt: it is made for who asks. */
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
async function run(deliver: DeliverRecord, record: InboxRecord, attempt: Attempt): Promise<AttemptResult> {
  try {
    return await deliver(record, attempt)
  } catch (error) {
    return { state: 'failed', error: { code: 'internal', message: String(error) } }
  }
}
