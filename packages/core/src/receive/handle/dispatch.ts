import { okReplies, type Reply } from '../../reply.ts'
import { deduplicate } from '../deduplicate/deduplicate.ts'
import { noSettlement, type Settlement } from '../deduplicate/settlement.ts'
import type { Callback, Parts } from '../parts.ts'
import { trace } from '../trace.ts'
import { decideBefore } from './decide-before.ts'
import { fallbackReply } from './fallback.ts'
import { handleAfter } from './handle-after.ts'
import { runHandlers } from './run-handlers.ts'

/** Brings a valid callback to its handlers, at most once for all its deliveries. */
export function dispatch(parts: Parts, callback: Callback): Promise<Reply> {
  const { command, context } = callback
  const handlers = parts.registrations.of(command.name)
  const observers = parts.registrations.of('*')
  const [decide] = handlers

  const handle = (settlement: Settlement): Promise<Reply> =>
    trace('handle', context, () => {
      if (!command.decision) return handleAfter(parts, [...handlers, ...observers], callback, settlement)
      // Observers of a Before callback must not make its verdict late.
      if (observers.length > 0) void parts.work.goOn(runHandlers(parts, observers, callback))
      return decide ? decideBefore(parts, decide, callback, settlement) : Promise.resolve(undecided(parts, callback))
    })

  const isHandled = decide !== undefined || observers.length > 0
  if (!isHandled) return Promise.resolve(unhandled(parts, callback))
  const isDeduplicated = parts.settings.deduplication !== undefined && command.deduplicate
  if (!isDeduplicated) return handle(noSettlement)
  return trace('deduplicate', context, () => deduplicate(parts, callback, handle))
}

function unhandled(parts: Parts, callback: Callback): Reply {
  void parts.work.hook(parts.reporter.tell('unhandled', callback.event, callback.context))
  return callback.command.decision ? undecided(parts, callback) : okReplies.unhandled
}

const undecided = (parts: Parts, { command }: Callback): Reply => fallbackReply('unhandled', command, parts.settings)
