import type { HeldClaim } from '../../deduplication/store.ts'
import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Reply } from '../../reply.ts'
import type { Parts } from '../parts.ts'

/** What becomes of a claim once its callback was handled. */
export interface Settlement {
  promote(reply: Reply): void | Promise<void>
  release(): void | Promise<void>
}

/** For a callback that is not deduplicated. */
export const noSettlement: Settlement = { promote() {}, release() {} }

/** Settles a claim; a store that fails costs a repeated handling at worst, so it is only reported. */
export const settlementOf = (parts: Parts, claim: HeldClaim): Settlement => ({
  promote: (reply) => reported(parts, () => claim.promote(reply)),
  release: () => reported(parts, () => claim.release()),
})

async function reported(parts: Parts, settle: () => void | Promise<void>): Promise<void> {
  try {
    await settle()
  } catch (cause) {
    await parts.reporter.error(new RoomCallbacksError('deduplication-failed', undefined, { cause }), undefined)
  }
}
