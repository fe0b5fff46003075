import type { Table } from '../report/table.ts'
import type { Result } from './compare.ts'
import { steadyRate } from './measure.ts'

/** The medians of every server, and what they are of the two that matter. */
export function resultTable(results: readonly Result[]): Table {
  const steadyOf = (name: string) => results.find(({ contestant }) => contestant.name === name)?.median.steadyCpuMicros
  const cpuOf = (name: string) => results.find(({ contestant }) => contestant.name === name)?.median.cpuMicros
  return {
    head: [
      ...['server', 'CPU ÷ raw', 'by hand ÷ CPU', 'CPU µs', 'req/s'],
      ...[`CPU ÷ raw at ${steadyRate}/s`, `p99 ms at ${steadyRate}/s`, 'RSS MB'],
    ],
    rows: results.map(({ contestant, median }) => [
      contestant.title,
      ratio(median.cpuMicros, cpuOf('raw')),
      ratio(cpuOf(contestant.instead), median.cpuMicros),
      median.cpuMicros.toFixed(1),
      String(Math.round(median.requestsPerSecond)),
      ratio(median.steadyCpuMicros, steadyOf('raw')),
      median.p99.toFixed(1),
      median.rssMegabytes.toFixed(0),
    ]),
  }
}

const ratio = (of: number | undefined, over: number | undefined) =>
  of === undefined || over === undefined ? '–' : (of / over).toFixed(2)
