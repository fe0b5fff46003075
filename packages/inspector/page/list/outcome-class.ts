import type { CallbackSummary } from '../../src/wire.ts'

/** How an outcome is coloured, and what can be filtered by. */
export type OutcomeClass = 'good' | 'noted' | 'warning' | 'failed'

const noted = new Set(['unhandled', 'unknown-command', 'duplicate'])
const warnings = new Set(['timed-out', 'fallback'])

/** What an outcome means for the reader of the list. */
export function classOf({ outcome, status, error }: CallbackSummary): OutcomeClass {
  if (status >= 400) return 'failed'
  if (warnings.has(outcome)) return 'warning'
  if (error !== undefined) return 'failed'
  return noted.has(outcome) ? 'noted' : 'good'
}

/** The classes in words. */
export const outcomeClasses: { readonly [name in OutcomeClass]: string } = {
  good: 'All that went well',
  noted: 'All without a handler',
  warning: 'All that were late or fell back',
  failed: 'All that failed',
}
