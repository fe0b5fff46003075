import type { AnyHandler } from '../../handlers/registrations.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { CallbackContext } from '../callback-context.ts'
import type { Callback, Parts } from '../parts.ts'
import { eventAgain } from '../validate/event-again.ts'
import { runHandlers } from './run-handlers.ts'

/**
 * Runs the observers of a Before callback, once its verdict is known, which waits for none of them: they must not change
 * what it is made of. A logger that redacts what it prints would let pass what the handler refuses.
 *
 * @param seen Its context as it was before its handler ran.
 */
export async function showObservers(
  parts: Parts,
  observers: readonly AnyHandler[],
  { command, deadline }: Callback,
  seen: CallbackContext<unknown>,
): Promise<void> {
  for (const observer of observers) {
    const [event, context] = ownCopy({ command, context: seen })
    await runHandlers(parts, [observer], { command, event, context, deadline })
  }
}

/** Tells the hooks of a callback; of a Before callback each gets an event and bytes of its own. */
export function tellHooks({ reporter }: Parts, hook: 'unhandled' | 'duplicate', callback: Callback): Promise<void> {
  const { command, event, context } = callback
  return reporter.tell(hook, () => (command.answer ? ownCopy(callback) : [event, context]), command.name)
}

function ownCopy({
  command,
  context,
}: Pick<Callback, 'command' | 'context'>): [event: Packet, context: CallbackContext<unknown>] {
  const own = context.forObserver()
  return [eventAgain(command, own.raw), own]
}
