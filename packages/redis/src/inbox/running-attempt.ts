import { RoomCallbacksError } from '@room-callbacks/core'
import type { AttemptResult, DeliverRecord, InboxRecord } from '@room-callbacks/core/inbox'

// What is longer, setTimeout takes for no time at all. Unit: ms.
const longestTimer = 2_147_483_647

/** One attempt. A handler that hangs is told to stop, and is not waited for. */
export class RunningAttempt {
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | undefined

  run(deliver: DeliverRecord, record: InboxRecord, number: number, timeout: number): Promise<AttemptResult> {
    const { signal } = this.#controller
    const late = new Promise<AttemptResult>((resolve) => {
      const expire = () => {
        const error = new RoomCallbacksError('attempt-timeout')
        this.abandon(error)
        resolve({ state: 'failed', error })
      }
      this.#timer = setTimeout(expire, Math.min(timeout, longestTimer))
    })
    const ended = Promise.resolve()
      .then(() => deliver(record, { number, signal }))
      .catch((error): AttemptResult => ({ state: 'failed', error: { code: 'internal', message: String(error) } }))
    return Promise.race([ended, late]).finally(() => clearTimeout(this.#timer))
  }

  /** Tells the handler to stop; its time-out keeps no process alive any more. */
  abandon(reason: RoomCallbacksError): void {
    this.#timer?.unref()
    this.#controller.abort(reason)
  }
}
