import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Context } from './context.ts'
import type { AnyHandler, Registrations } from './registrations.ts'

/** Runs the receiver's own hooks, so that none of them can change a reply or end the process. */
export class Reporter {
  /** Called with every error before its hook, while somebody observes. */
  onError: ((error: RoomCallbacksError, context: Context | undefined) => void) | undefined
  readonly #registrations: Registrations

  constructor(registrations: Registrations) {
    this.#registrations = registrations
  }

  /** Runs the hooks of a name; what they throw goes to the `error` hook. */
  async tell(hook: 'unknown' | 'rejected' | 'unhandled' | 'duplicate', ...values: unknown[]): Promise<void> {
    for (const handler of this.#registrations.of(hook)) {
      try {
        await handler(...values)
      } catch (cause) {
        await this.error(new RoomCallbacksError('hook-failed', `It was "${hook}".`, { cause }), undefined)
      }
    }
  }

  /** Tells the `error` hook; an error that nobody hears is printed, never lost. */
  async error(error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    this.onError?.(error, context)
    const handlers = this.#registrations.of('error')
    if (handlers.length === 0) print(error)
    for (const handler of handlers) await this.#tellError(handler, error, context)
  }

  async #tellError(handler: AnyHandler, error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    try {
      await handler(error, context)
    } catch (cause) {
      print(error)
      print(new RoomCallbacksError('hook-failed', 'It was "error".', { cause }))
    }
  }
}

function print(error: RoomCallbacksError): void {
  try {
    console.error(error)
  } catch {
    // What was thrown cannot even be shown.
    console.error(`${error.code}: ${error.message}`)
  }
}
