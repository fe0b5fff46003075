import type { Claim, HeldClaim } from '../../deduplication/store.ts'
import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { DeduplicationSettings } from '../../options/read-options.ts'
import { okReplies, type Reply } from '../../reply.ts'
import { type Deadline, expired } from '../deadline.ts'
import { fallbackReply } from '../handle/fallback.ts'
import { isPromise, type MaybePromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'

type ClaimOrReply = HeldClaim | Reply | undefined

/** The claim of a first delivery, the reply to a duplicate, or undefined when the store failed. */
export function claimOrReply(parts: Parts, callback: Callback): MaybePromise<ClaimOrReply> {
  const { store, terms } = parts.settings.deduplication as DeduplicationSettings
  const claim = (): MaybePromise<Claim> => store.claim(callback.context.idempotencyKey, terms)
  try {
    const first = claim()
    if (!isPromise(first)) {
      if (first.state === 'claimed') return first
      if (first.state === 'finished') return first.reply
    }
    return wait(parts, callback, first, claim).catch((cause) => failed(parts, callback, cause))
  } catch (cause) {
    return failed(parts, callback, cause)
  }
}

/** A duplicate of a running callback waits for it, and takes over when that one fails. */
async function wait(
  parts: Parts,
  { command, deadline }: Callback,
  first: MaybePromise<Claim>,
  claimAgain: () => MaybePromise<Claim>,
): Promise<HeldClaim | Reply> {
  for (let claiming = first; ; claiming = claimAgain()) {
    const claim = isPromise(claiming) ? await inTime(claiming, deadline) : claiming
    if (claim.state === 'claimed') return claim
    if (claim.state === 'finished') return claim.reply
    const reply = await deadline.race(claim.settled)
    if (reply === expired) {
      return command.decision ? fallbackReply('duplicate', command, parts.settings) : okReplies.duplicate
    }
    if (reply !== undefined) return reply
    // A store that goes on like this must not keep the deadline from coming.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A claim that the store gave in time; one that comes later is given back. */
async function inTime(claiming: Promise<Claim>, deadline: Deadline): Promise<Claim> {
  const claim = await deadline.race(claiming)
  if (claim !== expired) return claim
  void claiming.then(giveBack).catch(() => {})
  throw new Error('The store did not answer before the deadline.')
}

function giveBack(late: Claim): unknown {
  if (late.state === 'claimed') return late.release()
  // Its failure, too, is nobody's any more.
  return late.state === 'running' ? late.settled : undefined
}

/** Open: Tencent sends most callbacks once, so handling one twice is better than not at all. */
function failed(parts: Parts, { context }: Callback, cause: unknown): undefined {
  const error = new RoomCallbacksError('deduplication-failed', undefined, { cause })
  void parts.work.hook(parts.reporter.error(error, context))
  return undefined
}
