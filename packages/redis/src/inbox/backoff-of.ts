import type { InboxSettings } from '@room-callbacks/core/inbox'

/** How long the retry after an attempt waits, at least 1: BullMQ takes 0 for "at the end of the queue, now". Unit: ms. */
export function backoffOf(attempt: number, { backoff, longestBackoff }: InboxSettings): number {
  const wait = Math.min(backoff * 2 ** (attempt - 1), longestBackoff)
  return Math.max(Math.round(wait * (0.5 + Math.random())), 1)
}
