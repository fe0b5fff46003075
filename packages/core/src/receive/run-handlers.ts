import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Context } from '../handlers/context.ts'
import type { AnyHandler, Registrations } from '../handlers/registrations.ts'
import type { Reporter } from '../handlers/reporter.ts'
import { isPromise, type MaybePromise } from '../timers.ts'
import type { ValidCallback } from './incoming-callback.ts'

/** What a handler is given. */
type Given = Pick<ValidCallback, 'event' | 'context'>

/** Runs handlers one after the other, each although the one before it threw; true if none did. */
export function runHandlers(
  registrations: Registrations,
  reporter: Reporter,
  handlers: readonly AnyHandler[],
  given: Given,
): MaybePromise<boolean> {
  for (let index = 0; index < handlers.length; index++) {
    const running = attempt(handlers[index] as AnyHandler, given)
    if (isPromise(running)) return awaitAll(registrations, reporter, running, handlers.slice(index), given)
  }
  return true
}

async function awaitAll(
  registrations: Registrations,
  reporter: Reporter,
  running: PromiseLike<unknown>,
  handlers: readonly AnyHandler[],
  given: Given,
): Promise<boolean> {
  let succeeded = true
  for (const [index, handler] of handlers.entries()) {
    try {
      await (index === 0 ? running : attempt(handler, given))
    } catch (cause) {
      const { context } = given
      await reporter.error(handlerFailed(registrations, handler, context, cause), context)
      succeeded = false
    }
  }
  return succeeded
}

/** What a handler threw, with which handler it was. */
export function handlerFailed(
  registrations: Registrations,
  handler: AnyHandler,
  context: Pick<Context, 'command' | 'phase'>,
  cause: unknown,
  code: 'handler-failed' | 'gave-up' | 'retry-later' = 'handler-failed',
): RoomCallbacksError {
  return new RoomCallbacksError(code, registrations.whichHandler(context, handler), { cause })
}

/**
 * What a handler returns, as a promise of our own if it has to be waited for; a rejection if it throws, or what it
 * returns does when it is looked at: a revoked proxy, or a thenable with a getter that fails.
 */
export function attempt(handler: AnyHandler, { event, context }: Given): unknown {
  const { observed } = context
  if (observed === undefined) return call(handler, event, context)
  observed.begin()
  return observed.endWith(call(handler, event, context))
}

function call(handler: AnyHandler, event: unknown, context: unknown): unknown {
  try {
    const returned = handler(event, context)
    // Asked for its `then` once: some thenables do their work for each.
    return isPromise(returned) ? Promise.resolve(returned) : returned
  } catch (cause) {
    return Promise.reject(cause)
  }
}
