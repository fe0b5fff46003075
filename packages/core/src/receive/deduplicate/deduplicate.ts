import type { HeldClaim } from '../../deduplication/store.ts'
import type { Reply } from '../../reply.ts'
import { isPromise, type MaybePromise } from '../maybe-promise.ts'
import type { Callback, Parts } from '../parts.ts'
import { claimOrReply } from './claim-or-reply.ts'
import { ClaimSettlement, noSettlement, type Settlement } from './settlement.ts'

type Handle = (settlement: Settlement) => MaybePromise<Reply>

/** Handles a callback unless it was handled before; then it gets the stored reply. */
export function deduplicate(parts: Parts, callback: Callback, handle: Handle): MaybePromise<Reply> {
  const first = claimOrReply(parts, callback)
  return isPromise(first)
    ? first.then((decided) => proceed(parts, callback, handle, decided))
    : proceed(parts, callback, handle, first)
}

function proceed(
  parts: Parts,
  { event, context }: Callback,
  handle: Handle,
  first: HeldClaim | Reply | undefined,
): MaybePromise<Reply> {
  if (first === undefined) return handle(noSettlement)
  if ('state' in first) return handle(new ClaimSettlement(parts, first))
  void parts.work.hook(parts.reporter.tell('duplicate', event, context))
  return { ...first, outcome: 'duplicate' }
}
