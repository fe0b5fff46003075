import type { Claim, HeldClaim } from '../../deduplication/store.ts'
import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { DeduplicationSettings } from '../../options/read-options.ts'
import { okReplies, type Reply } from '../../reply.ts'
import { type Deadline, expired } from '../deadline.ts'
import { fallbackReply } from '../handle/fallback.ts'
import type { Callback, Parts } from '../parts.ts'
import { noSettlement, type Settlement, settlementOf } from './settlement.ts'

/**
 * Handles a callback unless it was handled before. A duplicate of a finished callback gets the
 * stored reply; of a running one it waits for it, and takes over when that one fails.
 */
export async function deduplicate(
  parts: Parts,
  callback: Callback,
  handle: (settlement: Settlement) => Promise<Reply>,
): Promise<Reply> {
  const first = await firstOrReply(parts, callback)
  if (first === undefined) return handle(noSettlement)
  if ('state' in first) return handle(settlementOf(parts, first))
  void parts.work.hook(parts.reporter.tell('duplicate', callback.event, callback.context))
  return { ...first, outcome: 'duplicate' }
}

/** The claim of a first delivery, the reply to a duplicate, or undefined when the store failed. */
async function firstOrReply(
  parts: Parts,
  { command, context, deadline }: Callback,
): Promise<HeldClaim | Reply | undefined> {
  const { store, ...terms } = parts.settings.deduplication as DeduplicationSettings
  try {
    for (;;) {
      const claim = await inTime(store.claim(context.idempotencyKey, terms), deadline)
      if (claim.state === 'claimed') return claim
      if (claim.state === 'finished') return claim.reply
      const reply = await deadline.race(claim.settled)
      if (reply === expired)
        return command.decision ? fallbackReply('duplicate', command, parts.settings) : okReplies.duplicate
      if (reply !== undefined) return reply
    }
  } catch (cause) {
    // Open: Tencent sends most callbacks once, so handling one twice is better than not at all.
    const error = new RoomCallbacksError('deduplication-failed', undefined, { cause })
    void parts.work.hook(parts.reporter.error(error, context))
    return undefined
  }
}

/** A claim that the store gave in time; one that comes later is given back. */
async function inTime(claiming: Claim | Promise<Claim>, deadline: Deadline): Promise<Claim> {
  if (!('then' in claiming)) return claiming
  const claim = await deadline.race(claiming)
  if (claim !== expired) return claim
  void claiming.then((late) => late.state === 'claimed' && late.release()).catch(() => {})
  throw new Error('The store did not answer before the deadline.')
}
