import { setTimeout as pass } from 'node:timers/promises'
import type { Arguments } from '../arguments.ts'
import { LoadProcess } from '../processes/load-process.ts'
import { ServerProcess } from '../processes/server-process.ts'
import type { Findings } from '../report/print.ts'
import type { Verdict } from '../report/verdict.ts'
import { medians } from '../statistics.ts'
import { type Engine, newPlace } from './place.ts'
import type { StoringUsage } from './storing-usage.ts'

/** One process that receives and delivers, at a rate that apps have. All but the rate are for each callback. */
type RateFigures = {
  readonly cpuMicros: number
  readonly writtenKilobytes: number
  readonly p50: number
  readonly p99: number
  /** Unit: ms. */
  readonly longestBlock: number
  readonly fileBytes: number
}

interface RateResult {
  readonly engine: Engine
  readonly rate: number
  readonly median: RateFigures
  readonly runs: readonly RateFigures[]
}

const rates = [100, 300, 1500, 8000]

/** What must hold of the embedded store at a rate. */
const bars: readonly { rate: number; figure: keyof RateFigures; most: number; unit: string }[] = [
  { rate: 300, figure: 'cpuMicros', most: 250, unit: 'µs' },
  { rate: 300, figure: 'writtenKilobytes', most: 24, unit: 'kB' },
  { rate: 1500, figure: 'cpuMicros', most: 90, unit: 'µs' },
  { rate: 1500, figure: 'writtenKilobytes', most: 14, unit: 'kB' },
  { rate: 1500, figure: 'p50', most: 4, unit: 'ms' },
  { rate: 1500, figure: 'p99', most: 12, unit: 'ms' },
  { rate: 1500, figure: 'longestBlock', most: 15, unit: 'ms' },
]

/** What a callback costs where nothing is saturated: commits are small then, and each has its price. */
export async function benchInboxRates(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const engines = (given.only.length > 0 ? given.only : ['none', 'sqlite']) as Engine[]
  const milliseconds = given.quick ? 1000 : 20_000
  const warmUpRequests = given.quick ? 500 : 40_000
  const results: RateResult[] = []
  for (const rate of rates) {
    const runs = engines.map((): RateFigures[] => [])
    // In turns: the machine is faster in one quarter of an hour than in the next, and the inbox is judged by a difference.
    for (let round = 0; round < given.rounds; round++)
      for (const [place, engine] of engines.entries())
        runs[place]?.push(await measureRate(engine, rate, { milliseconds, warmUpRequests }))
    for (const [place, engine] of engines.entries()) {
      const own = runs[place] as RateFigures[]
      const median = medians(own)
      tell(`${engine} at ${rate}/s: ${median.cpuMicros.toFixed(1)} µs, ${median.writtenKilobytes.toFixed(1)} kB`)
      results.push({ engine, rate, median, runs: own })
    }
  }
  return {
    extent: `${given.rounds} rounds of ${milliseconds / 1000} s each, medians`,
    table: {
      head: ['engine', 'a second', 'CPU µs', 'kB written', 'p50 ms', 'p99 ms', 'longest block ms', 'file bytes'],
      rows: results.map(({ engine, rate, median }) => [
        engine,
        String(rate),
        ...[median.cpuMicros, median.writtenKilobytes, median.p50, median.p99].map((figure) => figure.toFixed(1)),
        median.longestBlock.toFixed(1),
        median.fileBytes.toFixed(0),
      ]),
    },
    verdicts: results.filter(({ engine }) => engine === 'sqlite').flatMap((result) => judge(result, results)),
    raw: results,
  }
}

async function measureRate(
  engine: Engine,
  rate: number,
  { milliseconds, warmUpRequests }: { milliseconds: number; warmUpRequests: number },
): Promise<RateFigures> {
  const place = await newPlace[engine]()
  const store = engine.startsWith('redis') ? 'redis' : engine
  const server = await ServerProcess.start<StoringUsage>('../inbox/servers/ours', [
    'node',
    store,
    place.name,
    'delivers',
  ])
  const load = new LoadProcess(server.port, 'tencent', 64)
  try {
    // Compiler and collector have found their pace then.
    const warm = await load.run({ kind: 'closed', requests: warmUpRequests })
    const before = { usage: await settled(server, warm.requests), disk: place.diskBytes() }
    const report = await load.run({ kind: 'open', milliseconds, rate })
    const usage = await settled(server, warm.requests + report.requests)
    const { requests, statuses, p50, p99 } = report
    const fileBytes = (place.diskBytes() - before.disk) / requests
    // By itself: a timer that watches the event loop takes as much CPU time as callbacks at a low rate.
    await server.usage({ watchesLoop: true })
    await load.run({ kind: 'open', milliseconds: milliseconds / 4, rate })
    const { longestBlock } = await server.usage()
    if (statuses['200'] !== requests) throw new Error(`${engine}: of ${requests}, not all were answered with 200.`)
    return {
      cpuMicros: (usage.cpuMicros - before.usage.cpuMicros) / requests,
      writtenKilobytes: (usage.writtenBytes - before.usage.writtenBytes) / requests / 1000,
      p50,
      p99,
      longestBlock,
      fileBytes,
    }
  } finally {
    await load.stop()
    await server.stop()
    await place.remove()
  }
}

/** What was used when all is handled and written down. */
async function settled(server: ServerProcess<StoringUsage>, handled: number): Promise<StoringUsage> {
  for (let patience = 600; patience > 0; patience--) {
    const usage = await server.usage()
    if (usage.handled === handled && usage.stored === 0) return usage
    await pass(50)
  }
  throw new Error(`Of ${handled} callbacks some were not handled.`)
}

/** CPU time is judged by what the inbox adds: at these rates the server without one takes more than the bar. */
function judge({ rate, median, runs }: RateResult, results: readonly RateResult[]): readonly Verdict[] {
  const without = results.find((other) => other.engine === 'none' && other.rate === rate)
  const added = without && medians(runs.map(({ cpuMicros }, round) => ({ cpu: cpuMicros - cpuOf(without, round) }))).cpu
  return bars
    .filter((bar) => bar.rate === rate)
    .map(({ figure, most, unit }) => {
      const isAdded = figure === 'cpuMicros' && added !== undefined
      const measured = isAdded ? added : median[figure]
      return {
        what: `${figure}${isAdded ? ' over no inbox' : ''} at ${rate}/s`,
        target: `≤ ${most} ${unit}`,
        measured: `${measured.toFixed(1)} ${unit}`,
        isMet: measured <= most,
      }
    })
}

const cpuOf = ({ runs }: RateResult, round: number): number => (runs[round] as RateFigures).cpuMicros
