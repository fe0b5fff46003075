import { type RefusalCode, refusals } from './errors/refusals.ts'

/** What became of a callback that was not refused. */
export type Success =
  | 'handled'
  | 'accepted'
  | 'unhandled'
  | 'unknown-command'
  | 'duplicate'
  | 'timed-out'
  | 'fallback'
  | 'checked'

/** Every success. */
export const successes: readonly Success[] = [
  'handled',
  'accepted',
  'unhandled',
  'unknown-command',
  'duplicate',
  'timed-out',
  'checked',
  'fallback',
]

/** What became of a callback: a closed union. */
export type Outcome = Success | RefusalCode

/** The HTTP status of each outcome: that of a success is 200. */
export const outcomes: { readonly [outcome in Outcome]: number } = Object.fromEntries([
  ...successes.map((success) => [success, 200]),
  ...Object.entries(refusals),
])
