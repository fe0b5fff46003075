import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { AnyHandler } from '../../handlers/registrations.ts'
import type { Callback, Parts } from '../parts.ts'

/** Runs handlers one after the other, each although the one before it threw; true if none did. */
export async function runHandlers(
  parts: Parts,
  handlers: readonly AnyHandler[],
  { event, context }: Callback,
): Promise<boolean> {
  let succeeded = true
  for (const handler of handlers) {
    try {
      await handler(event, context)
    } catch (cause) {
      succeeded = false
      await parts.reporter.error(new RoomCallbacksError('handler-failed', undefined, { cause }), context)
    }
  }
  return succeeded
}
