import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Reply } from '../reply.ts'
import type { Callback, Parts } from './parts.ts'

/** What becomes of a claim once its callback was handled. */
export interface Settlement {
  promote(reply: Reply): void | Promise<void>
  release(): void | Promise<void>
}

/** For a callback that is not deduplicated. */
export const noSettlement: Settlement = { promote() {}, release() {} }

/** Settles a claim; a store that fails costs a repeated handling at worst, so it is only reported. */
export function settlementOf(parts: Parts, { context }: Callback): Settlement {
  const { store, window } = parts.settings.deduplication as NonNullable<Parts['settings']['deduplication']>
  const key = context.idempotencyKey
  return {
    promote: (reply) => reported(parts, () => store.promote(key, reply, window)),
    release: () => reported(parts, () => store.release(key)),
  }
}

async function reported(parts: Parts, settle: () => void | Promise<void>): Promise<void> {
  try {
    await settle()
  } catch (cause) {
    await parts.reporter.error(new RoomCallbacksError('deduplication-failed', undefined, { cause }), undefined)
  }
}
