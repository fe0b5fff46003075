import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Context } from '../../handlers/context.ts'
import type { AnyHandler } from '../../handlers/registrations.ts'
import { isPromise, type MaybePromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'

/** Runs handlers one after the other, each although the one before it threw; true if none did. */
export function runHandlers(parts: Parts, handlers: readonly AnyHandler[], callback: Callback): MaybePromise<boolean> {
  for (const [index, handler] of handlers.entries()) {
    const running = attempt(handler, callback)
    if (isPromise(running)) return awaitAll(parts, running, handlers.slice(index), callback)
  }
  return true
}

async function awaitAll(
  parts: Parts,
  running: PromiseLike<unknown>,
  [first, ...others]: readonly AnyHandler[],
  callback: Callback,
): Promise<boolean> {
  let succeeded = await hasSucceeded(parts, first as AnyHandler, running, callback)
  for (const handler of others) {
    succeeded = (await hasSucceeded(parts, handler, attempt(handler, callback), callback)) && succeeded
  }
  return succeeded
}

async function hasSucceeded(
  parts: Parts,
  handler: AnyHandler,
  running: unknown,
  { context }: Callback,
): Promise<boolean> {
  try {
    await running
    return true
  } catch (cause) {
    await parts.reporter.error(handlerFailed(parts, handler, context, cause), context)
    return false
  }
}

/** What a handler threw, with which handler it was. */
export function handlerFailed(
  { registrations }: Parts,
  handler: AnyHandler,
  context: Pick<Context, 'command' | 'phase'>,
  cause: unknown,
): RoomCallbacksError {
  return new RoomCallbacksError('handler-failed', registrations.whichHandler(context, handler), { cause })
}

/**
 * What a handler returns, as a promise of our own if it has to be waited for; a rejection if it throws, or what it
 * returns does when it is looked at: a revoked proxy, or a thenable with a getter that fails.
 */
export function attempt(handler: AnyHandler, { event, context }: Pick<Callback, 'event' | 'context'>): unknown {
  const { watched } = context
  if (watched === undefined) return call(handler, event, context)
  watched.begin()
  return watched.endWith(call(handler, event, context))
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
