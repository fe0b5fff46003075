import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { AnyHandler } from '../handlers/registrations.ts'
import type { DecidedAnswer } from '../protocol/answer.ts'
import type { Command } from '../protocol/command.ts'
import { answerFor, isVerdict } from '../protocol/decide.ts'
import type { Packet } from '../protocol/packet/parse-packet.ts'
import { type Reply, replyWith } from '../reply.ts'
import { type Deadline, expired, isPromise } from '../timers.ts'
import type { CallbackClaim } from './deduplicate.ts'
import { fallbackReply } from './fallback.ts'
import type { ValidCallback } from './incoming-callback.ts'
import { attempt, handlerFailed } from './run-handlers.ts'
import type { ReceiverServices } from './services.ts'

/** Answers a Before or answering callback with what its handler returned, or with its fallback. */
export async function decide(
  services: ReceiverServices,
  handler: AnyHandler,
  valid: ValidCallback,
  claim: CallbackClaim,
): Promise<Reply> {
  const { registrations, reporter, inFlight, settings } = services
  const { callback, command, event, context } = valid
  // Not awaited: a slow store must not make the answer late.
  const complete = (reply: Reply): Reply => {
    inFlight.trackHook(Promise.resolve(claim.complete(reply)), context)
    return reply
  }
  const fail = (error: RoomCallbacksError): Reply => {
    reporter.emit(error, context)
    inFlight.trackHook(Promise.resolve(claim.release()), context)
    return fallbackReply('fallback', command, event, settings)
  }
  const invalidVerdict = (mistake: string): RoomCallbacksError =>
    new RoomCallbacksError('invalid-verdict', `${registrations.whichHandler(context, handler)} ${mistake}`)

  const deciding = attempt(handler, valid)
  let returned: unknown
  try {
    returned = isPromise(deciding) ? await (callback.deadline as Deadline).race(deciding) : deciding
  } catch (cause) {
    return fail(handlerFailed(registrations, handler, context, cause))
  }
  if (returned === expired) {
    context.abort()
    const report = (cause: unknown) => reporter.error(handlerFailed(registrations, handler, context, cause), context)
    callback.waitUntil(Promise.resolve(deciding).catch(report))
    return complete(fallbackReply('timed-out', command, event, settings))
  }
  if (returned === undefined && command.phase === 'answering') {
    return complete(callback.envelope.protocol.replies.ok.handled)
  }
  const decided = read(command, event, returned)
  if (typeof decided === 'string') return fail(invalidVerdict(decided))
  const { answer, mistake } = decided
  if (mistake) reporter.emit(invalidVerdict(mistake), context)
  return complete(replyWith('handled', answer))
}

/** What was decided, or why it is no decision: a getter or a trap of it may throw. */
function read(command: Command, packet: Packet, returned: unknown): DecidedAnswer | string {
  try {
    if (isVerdict(returned)) return answerFor(command, packet, returned)
    return `It returned ${returned === null ? 'null' : typeof returned}.`
  } catch {
    return 'It returned an object that throws when it is read.'
  }
}
