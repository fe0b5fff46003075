import { steadyRate } from '../compare/measure.ts'
import type { Table } from '../report/table.ts'
import type { InboxResult } from './bench-inbox.ts'

/** The medians of every receiver. */
export function inboxTable(results: readonly InboxResult[]): Table {
  const atRate = `at ${steadyRate}/s`
  return {
    head: [
      'receiver',
      'connections',
      'CPU µs',
      'req/s',
      'p50 ms',
      'p99 ms',
      `p50 ms ${atRate}`,
      `p99 ms ${atRate}`,
      'disk bytes',
    ],
    rows: results.map(({ contestant, connections, median }) => [
      contestant.title,
      String(connections),
      median.cpuMicros.toFixed(1),
      median.requestsPerSecond.toFixed(0),
      ...[median.p50, median.p99, median.p50Steady, median.p99Steady].map((latency) => latency.toFixed(1)),
      median.diskBytes.toFixed(0),
    ]),
  }
}
