import type { Table } from './table.ts'

/** A target beside what was measured. */
export interface Verdict {
  readonly what: string
  readonly target: string
  readonly measured: string
  readonly isMet: boolean
}

export const verdictTable = (verdicts: readonly Verdict[]): Table => ({
  head: ['target', 'bar', 'measured', ''],
  rows: verdicts.map(({ what, target, measured, isMet }) => [what, target, measured, isMet ? 'met' : 'MISSED']),
})
