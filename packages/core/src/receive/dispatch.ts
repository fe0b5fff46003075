import type { AnyHandler } from '../handlers/registrations.ts'
import { okReplies, type Reply } from '../reply.ts'
import { type Deadline, expired, isPromise, type MaybePromise } from '../timers.ts'
import { decide } from './decide.ts'
import { type CallbackClaim, deduplicate, noClaim } from './deduplicate.ts'
import { fallbackReply } from './fallback.ts'
import type { ValidCallback } from './incoming-callback.ts'
import { runHandlers } from './run-handlers.ts'
import type { ReceiverServices } from './services.ts'
import { notifyHooks, showObservers } from './show-observers.ts'
import { traceReply } from './trace.ts'

/** Brings a valid callback to its handlers, or to the inbox, at most once for all its deliveries. */
export function dispatch(services: ReceiverServices, valid: ValidCallback): MaybePromise<Reply> {
  const { inboxSide } = services
  return inboxSide && !valid.command.answer ? inboxSide.handOver(valid) : handleNow(services, valid)
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
  if (!isRemembered || !valid.isUnique) return handle(noClaim)
  return traceReply('deduplicate', callback.envelope, () => deduplicate(services, valid, handle))
}

async function handleAnswered(services: ReceiverServices, valid: ValidCallback, claim: CallbackClaim): Promise<Reply> {
  const { registrations, inFlight, settings, inboxSide } = services
  const { callback, command, context } = valid
  const observers = registrations.of('*')
  // Kept before the handler runs, which may write into its own.
  const seen = observers.length > 0 ? context.forObserver() : undefined
  const [handler] = registrations.of(command.name)
  const reply = handler ? await decide(services, handler, valid, claim) : undecided(services, valid)
  // What its observers saw, they need not see again.
  if (!handler) inFlight.trackHook(Promise.resolve(claim.complete(reply)), context)
  if (settings.recordsDecisions && command.phase === 'before') inboxSide?.recordDecision(valid, reply)
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

/**
 * Handles what happened. At the deadline it is answered OK and its handlers go on: Tencent would
 * only count the time-out, and nothing would send the callback again.
 */
function handleAfter(
  services: ReceiverServices,
  handlers: readonly AnyHandler[],
  valid: ValidCallback,
  claim: CallbackClaim,
): MaybePromise<Reply> {
  const { callback } = valid
  if (services.settings.ack === 'received') {
    // After the answer is on its way.
    const later = new Promise((resolve) => setImmediate(resolve))
    callback.waitUntil(later.then(() => run(services, handlers, valid, claim)))
    return callback.envelope.protocol.replies.ok.accepted
  }
  const running = run(services, handlers, valid, claim)
  return isPromise(running) ? replyInTime(running, valid) : replyAfter(running, valid)
}

async function replyInTime(running: Promise<boolean>, valid: ValidCallback): Promise<Reply> {
  const { callback } = valid
  // Late, but whole: the platform would freeze the handlers half-way.
  if (callback.request?.endsWithReply) return replyAfter(await running, valid)
  const succeeded = await (callback.deadline as Deadline).race(running)
  if (succeeded !== expired) return replyAfter(succeeded, valid)
  callback.waitUntil(running)
  return callback.envelope.protocol.replies.ok['timed-out']
}

function replyAfter(succeeded: boolean, { callback }: ValidCallback): Reply {
  const { ok, refusals } = callback.envelope.protocol.replies
  return succeeded ? ok.handled : refusals['handler-failed']
}

function run(
  { registrations, reporter }: ReceiverServices,
  handlers: readonly AnyHandler[],
  valid: ValidCallback,
  claim: CallbackClaim,
): MaybePromise<boolean> {
  const running = runHandlers(registrations, reporter, handlers, valid)
  return isPromise(running) ? running.then((succeeded) => settle(claim, succeeded)) : settle(claim, running)
}

function settle(claim: CallbackClaim, succeeded: boolean): MaybePromise<boolean> {
  // The one reply that the memory of duplicates keeps without an object for each.
  const settling = succeeded ? claim.complete(okReplies.handled) : claim.release()
  return isPromise(settling) ? settling.then(() => succeeded) : succeeded
}
