import type { AnyHandler } from '../../handlers/registrations.ts'
import { okReplies, type Reply, refusalReplies } from '../../reply.ts'
import { expired } from '../deadline.ts'
import type { Settlement } from '../deduplicate/settlement.ts'
import type { Callback, Parts } from '../parts.ts'
import { runHandlers } from './run-handlers.ts'

/**
 * Handles what happened. At the deadline it is answered OK and its handlers go on: Tencent would
 * only count the time-out, and nothing would send the callback again.
 */
export async function handleAfter(
  parts: Parts,
  handlers: readonly AnyHandler[],
  callback: Callback,
  settlement: Settlement,
): Promise<Reply> {
  if (parts.settings.ack === 'received') {
    // After the answer is on its way.
    const later = new Promise((resolve) => setImmediate(resolve))
    void parts.work.goOn(later.then(() => run(parts, handlers, callback, settlement)))
    return okReplies.accepted
  }
  const running = run(parts, handlers, callback, settlement)
  const succeeded = await callback.deadline.race(running)
  if (succeeded === expired) {
    void parts.work.goOn(running)
    return okReplies['timed-out']
  }
  return succeeded ? okReplies.handled : refusalReplies['handler-failed']
}

async function run(
  parts: Parts,
  handlers: readonly AnyHandler[],
  callback: Callback,
  settlement: Settlement,
): Promise<boolean> {
  const succeeded = await runHandlers(parts, handlers, callback)
  await (succeeded ? settlement.promote(okReplies.handled) : settlement.release())
  return succeeded
}
