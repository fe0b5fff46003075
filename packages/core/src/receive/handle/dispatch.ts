import { okReplies, type Reply } from '../../reply.ts'
import { type CallbackClaim, noClaim } from '../deduplicate/callback-claim.ts'
import { deduplicate, isDeduplicated } from '../deduplicate/deduplicate.ts'
import { handOver } from '../inbox/hand-over.ts'
import { recordDecision } from '../inbox/record-decision.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'
import { traceReply } from '../trace.ts'
import { decideBefore } from './decide-before.ts'
import { fallbackReply } from './fallback.ts'
import { handleAfter } from './handle-after.ts'
import { showObservers, tellHooks } from './show-observers.ts'

/** Brings a valid callback to its handlers, or to the inbox, at most once for all its deliveries. */
export function dispatch(parts: Parts, callback: Callback): MaybePromise<Reply> {
  const { inbox } = parts.settings
  if (inbox && !callback.command.answer) return handOver(parts, inbox, callback)
  return handleNow(parts, callback)
}

function handleNow(parts: Parts, callback: Callback): MaybePromise<Reply> {
  const { command, context } = callback
  const handlers = parts.registrations.ofEvent(command.name)
  if (handlers.length === 0) return unhandled(parts, callback)
  const handle = (claim: CallbackClaim): MaybePromise<Reply> =>
    traceReply('handle', context, () =>
      command.answer ? decide(parts, callback, claim) : handleAfter(parts, handlers, callback, claim),
    )
  // Without a time two equal packets may be two events, and Tencent never sends a Before callback again.
  const isRemembered = !command.answer || context.isTimed
  if (!isRemembered || !isDeduplicated(command, parts.settings)) return handle(noClaim)
  return traceReply('deduplicate', context, () => deduplicate(parts, callback, handle))
}

async function decide(parts: Parts, callback: Callback, claim: CallbackClaim): Promise<Reply> {
  const observers = parts.registrations.of('*')
  // Kept before the handler runs, which may write into its own.
  const seen = observers.length > 0 ? callback.context.forObserver() : undefined
  const [handler] = parts.registrations.of(callback.command.name)
  const reply = handler ? await decideBefore(parts, handler, callback, claim) : undecided(parts, callback)
  // What its observers saw, they need not see again.
  if (!handler) void parts.work.hook(Promise.resolve(claim.complete(reply)))
  const { inbox, recordsDecisions } = parts.settings
  if (inbox && recordsDecisions) recordDecision(parts, inbox, callback, reply)
  if (seen) void parts.work.goOn(showObservers(parts, observers, callback, seen), callback.context)
  return reply
}

function unhandled(parts: Parts, callback: Callback): Reply {
  void parts.work.goOn(tellHooks(parts, 'unhandled', callback), callback.context)
  return callback.command.answer ? undecided(parts, callback) : okReplies.unhandled
}

const undecided = (parts: Parts, { command, event }: Callback): Reply =>
  fallbackReply('unhandled', command, event, parts.settings)
