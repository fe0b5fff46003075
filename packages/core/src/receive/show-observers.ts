import type { AnyHandler } from '../handlers/registrations.ts'
import type { Reporter } from '../handlers/reporter.ts'
import type { Packet } from '../protocol/packet/parse-packet.ts'
import type { CallbackContext } from './callback-context.ts'
import type { ValidCallback } from './incoming-callback.ts'
import { runHandlers } from './run-handlers.ts'
import type { ReceiverServices } from './services.ts'
import { eventAgain } from './validate.ts'

/**
 * Runs the observers of a Before callback, once its verdict is known, which waits for none of them: they must not change
 * what it is made of. A logger that redacts what it prints would let pass what the handler refuses.
 *
 * @param seen Its context as it was before its handler ran.
 */
export async function showObservers(
  { registrations, reporter }: ReceiverServices,
  observers: readonly AnyHandler[],
  { command }: ValidCallback,
  seen: CallbackContext<unknown>,
): Promise<void> {
  for (const observer of observers) {
    const [event, context] = ownCopy({ command, context: seen })
    await runHandlers(registrations, reporter, [observer], { event, context })
  }
}

/** Notifies the hooks of a callback; of a Before callback each gets an event and bytes of its own. */
export function notifyHooks(
  reporter: Reporter,
  hook: 'unhandled' | 'duplicate',
  { command, event, context }: ValidCallback,
): Promise<void> {
  return reporter.notify(hook, () => (command.answer ? ownCopy({ command, context }) : [event, context]), command.name)
}

function ownCopy({
  command,
  context,
}: Pick<ValidCallback, 'command' | 'context'>): [event: Packet, context: CallbackContext<unknown>] {
  const own = context.forObserver()
  return [eventAgain(command, own.raw), own]
}
