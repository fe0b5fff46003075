import type { Arguments } from '../arguments.ts'
import type { Durations } from '../compare/measure.ts'
import type { Findings } from '../report/print.ts'
import { medians } from '../statistics.ts'
import { type InboxContestant, inboxContestants } from './contestants.ts'
import { inboxTable } from './inbox-table.ts'
import { type InboxMeasurement, measureInbox } from './measure.ts'
import { judgeInbox } from './targets.ts'

/** What was measured of one receiver at one number of connections. */
export interface InboxResult {
  readonly contestant: InboxContestant
  readonly connections: number
  readonly runs: readonly InboxMeasurement[]
  readonly median: InboxMeasurement
}

/** After 5000 requests the compiler still takes a quarter of the CPU time of a receiver that delivers. */
const full: Durations = { warmUpRequests: 40_000, requests: 5000, warmUp: 3000, saturated: 2000, steady: 2000 }
const quick: Durations = { warmUpRequests: 500, requests: 500, warmUp: 500, saturated: 700, steady: 700 }

/** What it costs to store a callback before it is answered: ours, without an inbox, and by hand. */
export async function benchInbox(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const chosen = inboxContestants.filter(({ name }) => given.only.length === 0 || given.only.includes(name))
  if (chosen.length < Math.max(given.only.length, 1)) {
    throw new RangeError(`There are only ${inboxContestants.map(({ name }) => name).join(', ')}.`)
  }
  const durations = given.quick ? quick : full
  const pairs = [32, 64].flatMap((connections) => chosen.map((contestant) => ({ contestant, connections })))
  const runs = pairs.map((): InboxMeasurement[] => [])
  for (let round = 0; round < given.rounds; round++) {
    for (const index of pairs.keys()) {
      // Each round starts with another one, so that what else the machine does meets all of them.
      const turn = (index + round * 5) % pairs.length
      const { contestant, connections } = pairs[turn] as (typeof pairs)[number]
      const measurement = await measureInbox(contestant, connections, durations)
      runs[turn]?.push(measurement)
      const cpu = `${measurement.cpuMicros.toFixed(1)} µs a request`
      tell(`round ${round + 1} of ${given.rounds}: ${contestant.name}, ${connections} connections, ${cpu}`)
    }
  }
  const results = pairs.map((pair, index): InboxResult => {
    const measured = runs[index] as InboxMeasurement[]
    return { ...pair, runs: measured, median: medians(measured) }
  })
  return {
    extent: `${given.rounds} rounds, ${durations.saturated} ms of full load in each, medians`,
    table: inboxTable(results),
    verdicts: judgeInbox(results),
    raw: results.map(({ contestant: { name }, connections, median, runs }) => ({ name, connections, median, runs })),
  }
}
