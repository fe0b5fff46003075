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
const faults: ReadonlySet<string> = new Set(['lookup-failed', 'store-failed', 'no-wait-until', 'internal'])

/** Waits for a hook that runs in the background, for a callback or for none. */
export type TrackHook = (running: Promise<void>, callback: unknown) => void

/** Runs the receiver's own hooks, so that none of them can change a reply or end the process. */
export class Reporter {
  /** Called with every error before its hook, while an observer is registered. */
  onError: ((error: RoomCallbacksError, context: Context | undefined) => void) | undefined
  readonly #registrations: Registrations
  readonly #refusals = new RefusalLog()
  readonly #rejections: RunningHooks
  readonly #errors: RunningHooks

  readonly #track: TrackHook

  /**
   * @param limit How many callbacks may be given to the `rejected` hook at once, and to the `error` hook.
   * @param track Waits on `close()` for what runs in the background.
   */
  constructor(registrations: Registrations, limit: number, track: TrackHook) {
    this.#registrations = registrations
    this.#track = track
    this.#rejections = new RunningHooks('rejected', limit)
    this.#errors = new RunningHooks('error', limit)
  }

  /**
   * Runs the hooks of a name; what they throw goes to the `error` hook.
   *
   * @param values What one hook is given: asked for once for each.
   * @param command What they are told about; undefined for a check of the URL.
   */
  async notify(
    hook: 'unknown' | 'rejected' | 'unhandled' | 'duplicate' | 'checked',
    values: () => readonly unknown[],
    command: string | undefined,
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

  /** The same as `error()`, in the background. */
  emit(error: RoomCallbacksError, context?: Context): void {
    this.#track(this.error(error, context), context)
  }

  /**
   * Notifies the `rejected` hook in the background, and of a fault the `error` hook; a refusal that one of them does not
   * hear is printed.
   *
   * @param callback For which they run.
   */
  emitRejection(rejection: Rejection, context: Context | undefined, callback: unknown): void {
    this.#track(this.#reject(rejection, context), callback)
  }

  async #reject(rejection: Rejection, context: Context | undefined): Promise<void> {
    const { error } = rejection
    const isFault = faults.has(error.code)
    // Strangers cause refusals, as many as they like: a slow hook must not keep all of them in memory.
    const isNotified = this.#hears('rejected') && this.#rejections.hasRoom()
    const isErrorNotified = isFault && this.#hears('error') && this.#errors.hasRoom()
    if (!isNotified || isFault !== isErrorNotified) this.#refusals.note(rejection)
    const notifying = isNotified
      ? this.#rejections.run(this.notify('rejected', () => [rejection], rejection.receivedAs))
      : undefined
    if (isFault) this.onError?.(error, context)
    if (isErrorNotified) await this.#notifyErrors(error, context)
    await notifying
  }

  /** Notifies the `error` hook; an error that no hook hears is printed, never lost. */
  async error(error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    this.onError?.(error, context)
    if (this.#hears('error') && this.#errors.hasRoom()) await this.#notifyErrors(error, context)
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

  #notifyErrors(error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    const notifying = async (): Promise<void> => {
      for (const handler of this.#registrations.of('error')) await this.#notifyError(handler, error, context)
    }
    return this.#errors.run(notifying())
  }

  async #notifyError(handler: AnyHandler, error: RoomCallbacksError, context: Context | undefined): Promise<void> {
    try {
      await handler(error, context)
    } catch (cause) {
      print(errorText(error))
      const which = this.#whichHook('error', handler, context?.command)
      print(errorText(new RoomCallbacksError('hook-failed', which, { cause })))
    }
  }
}
