import { okReplies, type Reply } from '../../reply.ts'
import { deduplicate } from '../deduplicate/deduplicate.ts'
import { noSettlement, type Settlement } from '../deduplicate/settlement.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'
import { trace } from '../trace.ts'
import { decideBefore } from './decide-before.ts'
import { fallbackReply } from './fallback.ts'
import { handleAfter } from './handle-after.ts'
import { runHandlers } from './run-handlers.ts'

/** Brings a valid callback to its handlers, at most once for all its deliveries. */
export function dispatch(parts: Parts, callback: Callback): MaybePromise<Reply> {
  const { command, context } = callback
  const handlers = parts.registrations.ofEvent(command.name)
  if (handlers.length === 0) return unhandled(parts, callback)
  const handle = (settlement: Settlement): MaybePromise<Reply> =>
    trace('handle', context, () =>
      command.decision ? decide(parts, callback, settlement) : handleAfter(parts, handlers, callback, settlement),
    )
  const isDeduplicated = parts.settings.deduplication !== undefined && command.deduplicate
  if (!isDeduplicated) return handle(noSettlement)
  return trace('deduplicate', context, () => deduplicate(parts, callback, handle))
}

function decide(parts: Parts, callback: Callback, settlement: Settlement): MaybePromise<Reply> {
  const observers = parts.registrations.of('*')
  // Observers of a Before callback must not make its verdict late.
  if (observers.length > 0) void parts.work.goOn(Promise.resolve(runHandlers(parts, observers, callback)))
  const [handler] = parts.registrations.of(callback.command.name)
  if (handler) return decideBefore(parts, handler, callback, settlement)
  const reply = undecided(parts, callback)
  // What its observers saw, they need not see again.
  void parts.work.hook(Promise.resolve(settlement.promote(reply)))
  return reply
}

function unhandled(parts: Parts, callback: Callback): Reply {
  void parts.work.hook(parts.reporter.tell('unhandled', callback.event, callback.context))
  return callback.command.decision ? undecided(parts, callback) : okReplies.unhandled
}

const undecided = (parts: Parts, { command }: Callback): Reply => fallbackReply('unhandled', command, parts.settings)
