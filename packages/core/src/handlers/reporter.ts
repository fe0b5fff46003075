import { errorText } from '../errors/error-text.ts'
import { itWas } from '../errors/it-was.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Context } from './context.ts'
import type { Rejection } from './handler-types.ts'
import { print } from './print.ts'
import { RefusalLog } from './refusal-log.ts'
import type { AnyHandler, Registrations } from './registrations.ts'
import { RunningHooks } from './running-hooks.ts'

/** Refusals that are a fault on this side, which its operators must hear of wherever they listen. */
const faults: ReadonlySet<string> = new Set(['store-failed', 'internal'])

/** Runs the receiver's own hooks, so that none of them can change a reply or end the process. */
export class Reporter {
  /** Called with every error before its hook, while somebody observes. */
  onError: ((error: RoomCallbacksError, context: Context | undefined) => void) | undefined
  readonly #registrations: Registrations
  readonly #refusals = new RefusalLog()
  readonly #rejections: RunningHooks
  readonly #errors: RunningHooks

  /** @param limit How many callbacks may be told to the `rejected` hook at once, and to the `error` hook. */
  constructor(registrations: Registrations, limit: number) {
    this.#registrations = registrations
    this.#rejections = new RunningHooks('rejected', limit)
    this.#errors = new RunningHooks('error', limit)
  }

  /**
   * Runs the hooks of a name; what they throw goes to the `error` hook.
   *
   * @param values What one hook is given: asked for once for each.
   * @param command What they are told about.
   */
  async tell(
    hook: 'unknown' | 'rejected' | 'unhandled' | 'duplicate',
    values: () => readonly unknown[],
    command: string,
  ): Promise<void> {
    for (const handler of this.#registrations.of(hook)) {
      try {
        await handler(...values())
      } catch (cause) {
        const which = this.#whichHook(hook, handler, command)
        await this.error(new RoomCallbacksError('hook-failed', which, { cause }), undefined)
      }
    }
  }

  /** Tells the `rejected` hook, and of a fault the `error` hook; a refusal that one of them does not hear is printed. */
  async rejected(rejection: Rejection, context: Context | undefined): Promise<void> {
    const { error } = rejection
    const isFault = faults.has(error.code)
    // Strangers cause refusals, as many as they like: a slow hook must not keep all of them in memory.
    const isTold = this.#hears('rejected') && this.#rejections.hasRoom()
    const isErrorTold = isFault && this.#hears('error') && this.#errors.hasRoom()
    if (!isTold || isFault !== isErrorTold) this.#refusals.note(rejection)
    const telling = isTold
      ? this.#rejections.run(this.tell('rejected', () => [rejection], rejection.receivedAs))
      : undefined
    if (isFault) this.onError?.(error, context)
    if (isErrorTold) await this.#tellErrors(error, context)
    await telling
  }

  /** Tells the `error` hook; an error that nobody hears is printed, never lost. */
  async error(error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    this.onError?.(error, context)
    if (this.#hears('error') && this.#errors.hasRoom()) await this.#tellErrors(error, context)
    else print(errorText(error))
  }

  /** Prints the refusals that were only counted so far. */
  flush(): void {
    this.#refusals.flush()
  }

  #whichHook(hook: string, handler: AnyHandler, command: string | undefined): string {
    const which = this.#registrations.whichHook(hook, handler)
    return command === undefined ? which : `${which} ${itWas(command)}`
  }

  #hears(hook: 'rejected' | 'error'): boolean {
    return this.#registrations.of(hook).length > 0
  }

  #tellErrors(error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    const telling = async (): Promise<void> => {
      for (const handler of this.#registrations.of('error')) await this.#tellError(handler, error, context)
    }
    return this.#errors.run(telling())
  }

  async #tellError(handler: AnyHandler, error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    try {
      await handler(error, context)
    } catch (cause) {
      print(errorText(error))
      const which = this.#whichHook('error', handler, context?.command)
      print(errorText(new RoomCallbacksError('hook-failed', which, { cause })))
    }
  }
}
