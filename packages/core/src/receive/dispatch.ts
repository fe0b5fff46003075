import type { Reply } from '../reply.ts'
import { type CallbackClaim, noClaim } from './callback-claim.ts'
import { decide } from './decide.ts'
import { deduplicate, isDeduplicated } from './deduplicate.ts'
import { fallbackReply } from './fallback.ts'
import { handleAfter } from './handle-after.ts'
import type { ValidCallback } from './incoming-callback.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { ReceiverServices } from './services.ts'
import { notifyHooks, showObservers } from './show-observers.ts'
import { handOver, recordDecision } from './store-callback.ts'
import { traceReply } from './trace.ts'

/** Brings a valid callback to its handlers, or to the inbox, at most once for all its deliveries. */
export function dispatch(services: ReceiverServices, valid: ValidCallback): MaybePromise<Reply> {
  const { inbox } = services.settings
  return inbox && !valid.command.answer ? handOver(services, inbox, valid) : handleNow(services, valid)
}

function handleNow(services: ReceiverServices, valid: ValidCallback): MaybePromise<Reply> {
  const { command, context, callback } = valid
  const handlers = services.registrations.ofEvent(command.name)
  if (handlers.length === 0) return unhandled(services, valid)
  const handle = (claim: CallbackClaim): MaybePromise<Reply> =>
    traceReply('handle', callback.envelope, () =>
      command.answer ? handleAnswered(services, valid, claim) : handleAfter(services, handlers, valid, claim),
    )
  // Without a time two equal packets may be two events, and Tencent never sends a Before callback again.
  const isRemembered = !command.answer || context.isTimed
  if (!isRemembered || !isDeduplicated(command, services.settings)) return handle(noClaim)
  return traceReply('deduplicate', callback.envelope, () => deduplicate(services, valid, handle))
}

async function handleAnswered(services: ReceiverServices, valid: ValidCallback, claim: CallbackClaim): Promise<Reply> {
  const { registrations, inFlight, settings } = services
  const { callback, command, context } = valid
  const observers = registrations.of('*')
  // Kept before the handler runs, which may write into its own.
  const seen = observers.length > 0 ? context.forObserver() : undefined
  const [handler] = registrations.of(command.name)
  const reply = handler ? await decide(services, handler, valid, claim) : undecided(services, valid)
  // What its observers saw, they need not see again.
  if (!handler) inFlight.trackHook(Promise.resolve(claim.complete(reply)), context)
  if (settings.inbox && settings.recordsDecisions && command.phase === 'before') {
    recordDecision(services, settings.inbox, valid, reply)
  }
  if (seen) callback.waitUntil(showObservers(services, observers, valid, seen))
  return reply
}

function unhandled(services: ReceiverServices, valid: ValidCallback): Reply {
  const { callback, command } = valid
  callback.waitUntil(notifyHooks(services.reporter, 'unhandled', valid))
  return command.answer ? undecided(services, valid) : callback.envelope.protocol.replies.ok.unhandled
}

const undecided = ({ settings }: ReceiverServices, { command, event }: ValidCallback): Reply =>
  fallbackReply('unhandled', command, event, settings)
