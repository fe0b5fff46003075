import type { InboxSettings } from './read-inbox-options.ts'

/** How many ms the retry after an attempt waits: a random share, so that retries do not come as a crowd. */
export function backoffAfter(attempt: number, settings: InboxSettings, random: () => number): number {
  const { backoff, maxBackoff } = settings
  return Math.round(Math.min(backoff * 2 ** (attempt - 1), maxBackoff) * (0.5 + random()))
}
