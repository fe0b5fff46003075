import type { MistakeCode } from '../../errors/mistakes.ts'
import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { AnyHandler } from '../../handlers/registrations.ts'
import type { Decision } from '../../protocol/command.ts'
import { answerFor, isVerdict } from '../../protocol/decide.ts'
import { type Reply, replyWith } from '../../reply.ts'
import { expired } from '../deadline.ts'
import type { Settlement } from '../deduplicate/settlement.ts'
import { isPromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'
import { fallbackReply } from './fallback.ts'
import { attempt } from './run-handlers.ts'

/** Answers a Before callback with the verdict of its handler, or with its fallback. */
export async function decideBefore(
  parts: Parts,
  decide: AnyHandler,
  callback: Callback,
  settlement: Settlement,
): Promise<Reply> {
  const { command, context, deadline } = callback
  const deciding = attempt(decide, callback)
  let verdict: unknown
  try {
    verdict = isPromise(deciding) ? await deadline.race(deciding) : deciding
  } catch (cause) {
    return failed(parts, callback, settlement, 'handler-failed', { cause })
  }
  if (verdict === expired) {
    context.abort()
    const late = Promise.resolve(deciding)
    void parts.work.goOn(late.catch((cause) => report(parts, callback, 'handler-failed', undefined, { cause })))
    return settled(parts, settlement, fallbackReply('timed-out', command, parts.settings))
  }
  if (!isVerdict(verdict)) return failed(parts, callback, settlement, 'invalid-verdict')
  const { answer, mistake } = answerFor(command.decision as Decision, verdict)
  if (mistake) void parts.work.hook(report(parts, callback, 'invalid-verdict', mistake))
  return settled(parts, settlement, replyWith('handled', answer))
}

function failed(
  parts: Parts,
  callback: Callback,
  settlement: Settlement,
  code: MistakeCode | 'handler-failed',
  options?: ErrorOptions,
): Reply {
  void parts.work.hook(report(parts, callback, code, undefined, options))
  void parts.work.hook(Promise.resolve(settlement.release()))
  return fallbackReply('fell-back', callback.command, parts.settings)
}

function settled(parts: Parts, settlement: Settlement, reply: Reply): Reply {
  // Not awaited: a slow store must not make the verdict late.
  void parts.work.hook(Promise.resolve(settlement.promote(reply)))
  return reply
}

function report(
  parts: Parts,
  { context }: Callback,
  code: MistakeCode | 'handler-failed',
  detail?: string,
  options?: ErrorOptions,
): Promise<void> {
  return parts.reporter.error(new RoomCallbacksError(code, detail, options), context)
}
