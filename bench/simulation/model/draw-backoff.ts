import type { InboxSettings } from '@room-callbacks/core/inbox'
import type { Random } from '../engine/random.ts'

/** How long the retry after an attempt waits, as core has it. Unit: ms. */
export const drawBackoff = (attempt: number, { backoff, maxBackoff }: InboxSettings, random: Random): number =>
  Math.round(Math.min(backoff * 2 ** (attempt - 1), maxBackoff) * (0.5 + random.uniform()))
