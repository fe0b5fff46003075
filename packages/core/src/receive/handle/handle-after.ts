import type { AnyHandler } from '../../handlers/registrations.ts'
import { okReplies, type Reply, refusalReplies } from '../../reply.ts'
import { expired } from '../deadline.ts'
import type { CallbackClaim } from '../deduplicate/callback-claim.ts'
import { isPromise, type MaybePromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'
import { runHandlers } from './run-handlers.ts'

/**
 * Handles what happened. At the deadline it is answered OK and its handlers go on: Tencent would
 * only count the time-out, and nothing would send the callback again.
 */
export function handleAfter(
  parts: Parts,
  handlers: readonly AnyHandler[],
  callback: Callback,
  claim: CallbackClaim,
): MaybePromise<Reply> {
  if (parts.settings.ack === 'received') {
    // After the answer is on its way.
    const later = new Promise((resolve) => setImmediate(resolve))
    void parts.work.goOn(
      later.then(() => run(parts, handlers, callback, claim)),
      callback.context,
    )
    return okReplies.accepted
  }
  const running = run(parts, handlers, callback, claim)
  return isPromise(running) ? replyInTime(parts, running, callback) : replyAfter(running)
}

async function replyInTime(parts: Parts, running: Promise<boolean>, { deadline, context }: Callback): Promise<Reply> {
  const succeeded = await deadline.race(running)
  if (succeeded !== expired) return replyAfter(succeeded)
  void parts.work.goOn(running, context)
  return okReplies['timed-out']
}

const replyAfter = (succeeded: boolean): Reply => (succeeded ? okReplies.handled : refusalReplies['handler-failed'])

function run(
  parts: Parts,
  handlers: readonly AnyHandler[],
  callback: Callback,
  claim: CallbackClaim,
): MaybePromise<boolean> {
  const running = runHandlers(parts, handlers, callback)
  return isPromise(running) ? running.then((succeeded) => settle(claim, succeeded)) : settle(claim, running)
}

function settle(claim: CallbackClaim, succeeded: boolean): MaybePromise<boolean> {
  const settling = succeeded ? claim.complete(okReplies.handled) : claim.release()
  return isPromise(settling) ? settling.then(() => succeeded) : succeeded
}
