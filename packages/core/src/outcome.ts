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

/** The HTTP status beside each success, and what it means. */
export const successes: { readonly [outcome in Success]: { readonly status: number; readonly meaning: string } } = {
  handled: { status: 200, meaning: 'Every handler ran; for a Before callback its verdict is the answer.' },
  accepted: { status: 200, meaning: 'Answered first; the handlers run now.' },
  unhandled: { status: 200, meaning: 'Valid, without a handler; a Before callback got its fallback.' },
  'unknown-command': { status: 200, meaning: 'Not in the catalog: answered OK, as Tencent asks.' },
  duplicate: { status: 200, meaning: "Delivered before: answered with the first delivery's reply." },
  'timed-out': {
    status: 200,
    meaning: 'The deadline came first: an After callback goes on, a Before callback got its fallback.',
  },
  checked: { status: 200, meaning: 'The console checked the URL: signed, without a callback.' },
  fallback: { status: 200, meaning: 'The handler of a Before callback threw: answered with the fallback.' },
}

/** What became of a callback: a closed union. */
export type Outcome = Success | RefusalCode

const statuses = Object.entries({ ...successes, ...refusals }).map(([outcome, { status }]) => [outcome, status])

/** The HTTP status of each outcome. */
export const outcomes: { readonly [outcome in Outcome]: number } = Object.fromEntries(statuses)
