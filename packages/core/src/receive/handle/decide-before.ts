import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { AnyHandler } from '../../handlers/registrations.ts'
import type { Command } from '../../protocol/command.ts'
import { answerFor, type DecidedAnswer, isVerdict } from '../../protocol/decide.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import { okReplies, type Reply, replyWith } from '../../reply.ts'
import { expired } from '../deadline.ts'
import type { CallbackClaim } from '../deduplicate/callback-claim.ts'
import { isPromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'
import { fallbackReply } from './fallback.ts'
import { attempt, handlerFailed } from './run-handlers.ts'

/** Answers a Before or answering callback with what its handler returned, or with its fallback. */
export async function decideBefore(
  parts: Parts,
  decide: AnyHandler,
  callback: Callback,
  claim: CallbackClaim,
): Promise<Reply> {
  const { command, context, deadline } = callback
  const deciding = attempt(decide, callback)
  let verdict: unknown
  try {
    verdict = isPromise(deciding) ? await deadline.race(deciding) : deciding
  } catch (cause) {
    return failed(parts, callback, claim, handlerFailed(parts, decide, context, cause))
  }
  if (verdict === expired) {
    context.abort()
    const late = Promise.resolve(deciding)
    const report = (cause: unknown) => parts.reporter.error(handlerFailed(parts, decide, context, cause), context)
    void parts.work.goOn(late.catch(report), context)
    return settled(parts, claim, fallbackReply('timed-out', command, callback.event, parts.settings))
  }
  if (verdict === undefined && command.phase === 'answering') return settled(parts, claim, okReplies.handled)
  const decided = read(command, callback.event, verdict)
  if (typeof decided === 'string') {
    return failed(parts, callback, claim, invalidVerdict(parts, decide, callback, decided))
  }
  const { answer, mistake } = decided
  if (mistake)
    void parts.work.hook(parts.reporter.error(invalidVerdict(parts, decide, callback, mistake), context), context)
  return settled(parts, claim, replyWith('handled', answer))
}

/** What a verdict decides, or why it is none: a getter or a trap of it may throw. */
function read(command: Command, packet: Packet, verdict: unknown): DecidedAnswer | string {
  try {
    if (isVerdict(verdict)) return answerFor(command, packet, verdict)
    return `It returned ${verdict === null ? 'null' : typeof verdict}.`
  } catch {
    return 'It returned an object that throws when it is read.'
  }
}

function invalidVerdict(
  { registrations }: Parts,
  decide: AnyHandler,
  { context }: Callback,
  mistake: string,
): RoomCallbacksError {
  return new RoomCallbacksError('invalid-verdict', `${registrations.whichHandler(context, decide)} ${mistake}`)
}

function failed(parts: Parts, callback: Callback, claim: CallbackClaim, error: RoomCallbacksError): Reply {
  void parts.work.hook(parts.reporter.error(error, callback.context), callback.context)
  void parts.work.hook(Promise.resolve(claim.release()))
  return fallbackReply('fell-back', callback.command, callback.event, parts.settings)
}

function settled(parts: Parts, claim: CallbackClaim, reply: Reply): Reply {
  // Not awaited: a slow store must not make the verdict late.
  void parts.work.hook(Promise.resolve(claim.complete(reply)))
  return reply
}
