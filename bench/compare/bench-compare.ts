import type { Arguments } from '../arguments.ts'
import type { Findings } from '../report/print.ts'
import { compare } from './compare.ts'
import { contestants } from './contestants.ts'
import type { Durations } from './measure.ts'
import { resultTable } from './result-table.ts'
import { judge } from './targets.ts'

const full: Durations = { warmUpRequests: 20_000, requests: 5000, warmUp: 3000, saturated: 2000, steady: 2000 }
const quick: Durations = { warmUpRequests: 500, requests: 500, warmUp: 500, saturated: 700, steady: 700 }

/** Ours, its peers, and what is written by hand, as servers under load. */
export async function benchCompare(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const unknown = given.only.find((name) => !contestants.some((contestant) => contestant.name === name))
  if (unknown !== undefined) {
    throw new RangeError(`There is no "${unknown}", only ${contestants.map(({ name }) => name).join(', ')}.`)
  }
  const chosen = contestants.filter(({ name }) => given.only.length === 0 || given.only.includes(name))
  const durations = given.quick ? quick : full
  const results = await compare(chosen, { rounds: given.rounds, durations }, tell)
  return {
    extent: `${given.rounds} rounds, ${durations.saturated} ms of full load in each, medians`,
    table: resultTable(results),
    verdicts: judge(results),
    raw: results.map(({ contestant, median, runs }) => ({ name: contestant.name, median, runs })),
  }
}
