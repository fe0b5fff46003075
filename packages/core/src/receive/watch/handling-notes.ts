import type { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import { isPromise } from '../maybe-promise.ts'
import type { Handling } from './observation.ts'

/** Told when an error was noted, and when no handler runs any more. */
interface Listener {
  handlingChanged(): void
}

const none: readonly RoomCallbacksError[] = []

/** What is noted of the handlers of one callback. Made only while somebody observes. */
export class HandlingNotes implements Handling {
  errors: readonly RoomCallbacksError[] = none
  handledFor: number | undefined
  #running = 0
  #since: number | undefined
  readonly #listener: Listener | undefined

  constructor(listener?: Listener) {
    this.#listener = listener
  }

  get isHandling(): boolean {
    return this.#running > 0
  }

  begin(): void {
    this.#running++
    this.#since ??= performance.now()
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
    this.#listener?.handlingChanged()
  }

  #end(): void {
    this.#running--
    this.handledFor = performance.now() - (this.#since as number)
    if (this.#running === 0) this.#listener?.handlingChanged()
  }
}
