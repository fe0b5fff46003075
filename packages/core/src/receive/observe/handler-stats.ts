import type { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import { isPromise } from '../../timers.ts'
import type { Handling } from './observation.ts'
import { stopwatch } from './stopwatch.ts'

const none: readonly RoomCallbacksError[] = []

/** What is noted of the handlers of one callback. Made only while an observer is registered. */
export class HandlerStats implements Handling {
  errors: readonly RoomCallbacksError[] = none
  handlerTimeMs: number | undefined
  #running = 0
  #since: number | undefined

  get isHandling(): boolean {
    return this.#running > 0
  }

  begin(): void {
    this.#running++
    this.#since ??= stopwatch()
  }

  /** Ends with what a handler returned. The result is waited for once: some thenables do their work for each `then`. */
  endWith(returned: unknown): unknown {
    if (!isPromise(returned)) {
      this.#end()
      return returned
    }
    const waited = Promise.resolve(returned)
    waited.then(
      () => this.#end(),
      () => this.#end(),
    )
    return waited
  }

  fail(error: RoomCallbacksError): void {
    this.errors = [...this.errors, error]
    this.handlingChanged()
  }

  /** Called when an error was noted, and when no handler runs any more. */
  protected handlingChanged(): void {}

  #end(): void {
    this.#running--
    this.handlerTimeMs = stopwatch() - (this.#since as number)
    if (this.#running === 0) this.handlingChanged()
  }
}
