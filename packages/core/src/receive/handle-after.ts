import type { AnyHandler } from '../handlers/registrations.ts'
import type { Reply } from '../reply.ts'
import type { CallbackClaim } from './callback-claim.ts'
import { type Deadline, expired } from './deadline.ts'
import type { ValidCallback } from './incoming-callback.ts'
import { isPromise, type MaybePromise } from './maybe-promise.ts'
import { runHandlers } from './run-handlers.ts'
import type { ReceiverServices } from './services.ts'

/**
 * Handles what happened. At the deadline it is answered OK and its handlers go on: Tencent would
 * only count the time-out, and nothing would send the callback again.
 */
export function handleAfter(
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
  const settle = (succeeded: boolean): MaybePromise<boolean> => {
    const { handled } = valid.callback.envelope.protocol.replies.ok
    const settling = succeeded ? claim.complete(handled) : claim.release()
    return isPromise(settling) ? settling.then(() => succeeded) : succeeded
  }
  const running = runHandlers(registrations, reporter, handlers, valid)
  return isPromise(running) ? running.then(settle) : settle(running)
}
