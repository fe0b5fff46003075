import type { Success } from '../src/outcome.ts'

/** What each success means, for the documentation. */
export const successMeanings: { readonly [outcome in Success]: string } = {
  handled: 'Every handler ran; for a Before callback its verdict is the answer.',
  accepted: 'Answered first; the handlers run now.',
  unhandled: 'Valid, without a handler; a Before callback got its fallback.',
  'unknown-command': 'Not in the catalog: answered OK, as Tencent asks.',
  duplicate: "Delivered before: answered with the first delivery's reply.",
  'timed-out': 'The deadline came first: an After callback goes on, a Before callback got its fallback.',
  checked: 'The console checked the URL: signed, without a callback.',
  fallback: 'The handler of a Before callback threw: answered with the fallback.',
}
