import type { HeldClaim } from '../../deduplication/store.ts'
import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Reply } from '../../reply.ts'
import { isPromise, type MaybePromise } from '../maybe-promise.ts'
import type { Parts } from '../parts.ts'

/** What becomes of a claim once its callback was handled. */
export interface Settlement {
  promote(reply: Reply): MaybePromise<void>
  release(): MaybePromise<void>
}

/** For a callback that is not deduplicated. */
export const noSettlement: Settlement = { promote() {}, release() {} }

/** Settles a claim; a store that fails costs a repeated handling at worst, so it is only reported. */
export class ClaimSettlement implements Settlement {
  readonly #parts: Parts
  readonly #claim: HeldClaim

  constructor(parts: Parts, claim: HeldClaim) {
    this.#parts = parts
    this.#claim = claim
  }

  promote(reply: Reply): MaybePromise<void> {
    return reported(this.#parts, () => this.#claim.promote(reply))
  }

  release(): MaybePromise<void> {
    return reported(this.#parts, () => this.#claim.release())
  }
}

function reported(parts: Parts, settle: () => MaybePromise<void>): MaybePromise<void> {
  const report = (cause: unknown): Promise<void> =>
    parts.reporter.error(new RoomCallbacksError('deduplication-failed', undefined, { cause }), undefined)
  try {
    const settling = settle()
    return isPromise(settling) ? settling.catch(report) : settling
  } catch (cause) {
    return report(cause)
  }
}
