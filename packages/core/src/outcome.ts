import { type RefusalCode, refusals } from './errors/refusals.ts'

/** What became of a callback that was not refused, and the HTTP status beside it. */
export const successes = {
  /** Every handler ran; for a Before callback its verdict is the answer. */
  handled: 200,
  /** Answered first; the handlers run now. */
  accepted: 200,
  /** Known, valid, and nobody registered for it. */
  unhandled: 200,
  /** Not in the catalog: answered OK as Tencent asks, and told to the `unknown` hook. */
  'unknown-command': 200,
  /** Delivered before: answered with the first delivery's reply. */
  duplicate: 200,
  /** The deadline came first: an After callback goes on, a Before callback got its fallback. */
  'timed-out': 200,
  /** The handler of a Before callback threw: answered with the fallback. */
  'fell-back': 200,
} as const

/** What became of a callback: a closed union. */
export type Outcome = keyof typeof successes | RefusalCode

/** The HTTP status of each outcome. */
export const outcomes: { readonly [outcome in Outcome]: number } = {
  ...successes,
  ...(Object.fromEntries(Object.entries(refusals).map(([code, row]) => [code, row.status])) as {
    [code in RefusalCode]: number
  }),
}
