import type { Claim } from '../deduplication/store.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { okReplies, type Reply } from '../reply.ts'
import { expired } from './deadline.ts'
import { fallbackReply } from './fallback.ts'
import type { Callback, Parts } from './parts.ts'
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
  for (;;) {
    const claim = await claimOf(parts, callback)
    if (claim === undefined) return handle(noSettlement)
    if (claim.state === 'claimed') return handle(settlementOf(parts, callback))
    const reply = claim.state === 'finished' ? claim.reply : await callback.deadline.race(claim.settled)
    if (reply === expired) return duplicate(parts, callback, replyAtDeadline(parts, callback))
    if (reply !== undefined) return duplicate(parts, callback, reply)
  }
}

async function claimOf(parts: Parts, { context }: Callback): Promise<Claim | undefined> {
  const { deduplication } = parts.settings
  try {
    return await deduplication?.store.claim(context.idempotencyKey, deduplication.lease)
  } catch (cause) {
    // Open: Tencent sends most callbacks once, so handling one twice is better than not at all.
    const error = new RoomCallbacksError('deduplication-failed', undefined, { cause })
    void parts.work.hook(parts.reporter.error(error, context))
    return undefined
  }
}

function duplicate(parts: Parts, { event, context }: Callback, reply: Reply): Reply {
  void parts.work.hook(parts.reporter.tell('duplicate', event, context))
  return { ...reply, outcome: 'duplicate' }
}

const replyAtDeadline = (parts: Parts, { command }: Callback): Reply =>
  command.decision ? fallbackReply('duplicate', command, parts.settings) : okReplies.duplicate
