import type { Verdict } from '../report/verdict.ts'
import type { InboxResult } from './bench-inbox.ts'

/** How many callbacks `of` takes for the CPU time of one of `over`, and how many it should. */
interface Target {
  readonly of: string
  readonly over: string
  readonly atLeast: number
}

const targets: readonly Target[] = [
  { of: 'none', over: 'sqlite', atLeast: 0.7 },
  { of: 'none', over: 'sqlite-both', atLeast: 0.55 },
  { of: 'by-hand-postgres', over: 'express-postgres', atLeast: 1.2 },
  { of: 'by-hand-always', over: 'express-redis-always', atLeast: 1.2 },
  { of: 'by-hand-everysec', over: 'express-redis-everysec', atLeast: 1.2 },
]

/** Callbacks a second that are stored for good before they are answered, with Postgres and the load beside the receiver. */
const durable = { of: 'postgres', connections: 64, atLeast: 2000 }

/** The targets whose receivers were measured, ratios at each number of connections. */
export function judgeInbox(results: readonly InboxResult[]): readonly Verdict[] {
  const rates = results
    .filter(({ contestant, connections }) => contestant.name === durable.of && connections === durable.connections)
    .map(({ contestant, median: { requestsPerSecond } }) => ({
      what: `a second, ${durable.connections} connections: ${contestant.title}`,
      target: `≥ ${durable.atLeast}`,
      measured: requestsPerSecond.toFixed(0),
      isMet: requestsPerSecond >= durable.atLeast,
    }))
  return [...judgeRatios(results), ...rates]
}

function judgeRatios(results: readonly InboxResult[]): readonly Verdict[] {
  return targets.flatMap(({ of, over, atLeast }) =>
    results
      .filter(({ contestant }) => contestant.name === of)
      .flatMap((upper) => {
        const { connections } = upper
        const lower = results.find((one) => one.contestant.name === over && one.connections === connections)
        if (!lower) return []
        const ratio = upper.median.cpuMicros / lower.median.cpuMicros
        return {
          what: `CPU, ${connections} connections: ${upper.contestant.title} ÷ ${lower.contestant.title}`,
          target: `≥ ${atLeast}`,
          measured: ratio.toFixed(2),
          isMet: ratio >= atLeast,
        }
      }),
  )
}
