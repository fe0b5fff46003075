import { cpus } from 'node:os'
import { isPinned } from '../processes/pinned.ts'
import { markdownTable, type Table, textTable } from './table.ts'
import { type Verdict, verdictTable } from './verdict.ts'

/** What a bench found. */
export interface Findings {
  /** How much was run, in words. */
  readonly extent: string
  readonly table: Table
  readonly verdicts: readonly Verdict[]
  /** Every single measurement. */
  readonly raw: unknown
}

export function print({ extent, table, verdicts, raw }: Findings, format: 'text' | 'markdown' | 'json'): void {
  const cores = `${cpus().length} cores${isPinned ? ', server and load on one each' : ''}`
  const setting = `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cores}; ${extent}.`
  if (format === 'json') {
    console.log(JSON.stringify({ setting, verdicts, raw }, null, 2))
    return
  }
  const render = format === 'markdown' ? markdownTable : textTable
  const tables = [table, ...(verdicts.length > 0 ? [verdictTable(verdicts)] : [])]
  console.log([setting, ...tables.map(render)].join('\n\n'))
}
