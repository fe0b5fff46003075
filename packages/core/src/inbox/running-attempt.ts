import type { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { AttemptTimeouts } from './attempt-timeouts.ts'
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
