import { markdownTable, type Table, textTable } from '../../report/table.ts'
import type { Prices } from '../plan/need.ts'
import { costTable } from './cost-table.ts'
import { needTable } from './need-table.ts'
import { rateTable } from './rate-table.ts'
import { scenarioTables } from './scenario-tables.ts'

/** A table as it stands in a document, and as it is read in a terminal. */
export interface PrintedTable {
  readonly markdown: string
  readonly text: string
}

/** The tables of docs/scale.md, by the name that stands in their marks. */
export function documentTables(
  tell: (line: string) => void = () => {},
  prices?: Prices,
): ReadonlyMap<string, PrintedTable> {
  const tables: Record<string, Table> = {
    costs: costTable(),
    rates: rateTable(),
    needs: needTable(prices),
    ...scenarioTables(tell),
  }
  return new Map(
    Object.entries(tables).map(([name, table]) => [name, { markdown: markdownTable(table), text: textTable(table) }]),
  )
}
