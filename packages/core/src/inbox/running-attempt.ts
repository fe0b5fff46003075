import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Attempt, AttemptResult, DeliverRecord } from './inbox.ts'
import type { InboxRecord } from './inbox-record.ts'
import { startTimer } from './timers.ts'

/** One attempt, bounded in time: a handler that hangs is told to stop, and not waited for. */
export class RunningAttempt {
  readonly result: Promise<AttemptResult>
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | undefined

  /**
   * @param number From 1.
   * @param timeout Unit: ms.
   */
  constructor(record: InboxRecord, number: number, deliver: DeliverRecord, timeout: number) {
    const late = new Promise<AttemptResult>((resolve) => {
      this.#timer = startTimer(() => {
        const error = new RoomCallbacksError('attempt-timeout')
        this.#controller.abort(error)
        resolve({ state: 'failed', error })
      }, timeout)
    })
    const running = run(deliver, record, { number, signal: this.#controller.signal })
    this.result = Promise.race([running, late]).finally(() => clearTimeout(this.#timer))
  }

  /** Tells the handler to stop. Its time-out keeps no process alive any more. */
  abandon(reason: RoomCallbacksError): void {
    this.#timer?.unref()
    this.#controller.abort(reason)
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
