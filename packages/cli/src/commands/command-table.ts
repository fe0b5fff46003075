import { completionSummary, definitions } from './definitions.ts'

/** A command of this program. */
export interface CommandRow {
  /** Its name, and its arguments. */
  readonly usage: string
  readonly summary: string
}

/**
 * Every command, in the order of --help: the table in the documentation is made from it.
 *
 * @example
 * commandTable[0].usage // 'list'
 */
export const commandTable: readonly CommandRow[] = [
  ...definitions.map(({ usage, summary }) => ({ usage, summary })),
  { usage: 'completion', summary: completionSummary },
]
