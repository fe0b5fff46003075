import type { LoadSummary } from '@room-callbacks/testing'
import type { Colours } from '../../print/colours.ts'
import { tableLines } from '../../print/table.ts'

const count = (value: number): string => value.toLocaleString('en')
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`

/** How far it is, in one line. */
export function progressLine({ sent, planned, failed, elapsed, latency }: LoadSummary): string {
  const seconds = `${Math.round(elapsed / 1000)} s`
  return `${seconds}  ${count(sent)} of ${count(planned)} sent  ${count(failed)} failed  p99 ${milliseconds(latency.p99)}`
}

/** The closing table. */
export function summaryLines(summary: LoadSummary, { bold, green, red }: Colours): string[] {
  const { sent, answered, failed, elapsed, outcomes, latency } = summary
  const rate = Math.round((sent * 1000) / Math.max(1, elapsed))
  const heading = bold(`${count(sent)} callbacks in ${(elapsed / 1000).toFixed(1)} s, ${count(rate)} a second`)
  const answers = Object.entries(outcomes).sort(([, a], [, b]) => b - a)
  return [
    heading,
    '',
    ...tableLines([
      ['Answered', green(count(answered))],
      ['Failed', failed > 0 ? red(count(failed)) : count(failed)],
      ...answers.map(([outcome, times]) => [`  ${outcome}`, count(times)]),
      ['Latency', ''],
      ...Object.entries(latency).map(([name, value]) => [`  ${name}`, milliseconds(value)]),
    ]),
  ]
}
