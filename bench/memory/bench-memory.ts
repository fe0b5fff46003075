import { setTimeout as sleep } from 'node:timers/promises'
import type { Arguments } from '../arguments.ts'
import { contestants } from '../compare/contestants.ts'
import { LoadProcess } from '../processes/load-process.ts'
import { ServerProcess } from '../processes/server-process.ts'
import type { Findings } from '../report/print.ts'

/** Resident memory after so many callbacks. */
interface Reading {
  readonly callbacks: number
  readonly rssMegabytes: number
}

/** Whether memory goes on growing: ours on Express, or the contestant of `--only`, over 10^6 callbacks. */
export async function benchMemory(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const name = given.only[0] ?? 'ours-express'
  const contestant = contestants.find((candidate) => candidate.name === name)
  if (contestant === undefined) throw new RangeError(`There is no "${name}".`)
  const step = given.quick ? 10_000 : 100_000
  const server = await ServerProcess.start(contestant.server)
  const load = new LoadProcess(server.port, contestant.dialect)
  const readings: Reading[] = []
  try {
    for (let callbacks = step; callbacks <= 10 * step; callbacks += step) {
      await load.run({ kind: 'closed', requests: step })
      // What is still in hand under full load is not what stays.
      await sleep(1000)
      const { rssBytes } = await server.usage()
      readings.push({ callbacks, rssMegabytes: rssBytes / 1e6 })
      tell(`${callbacks} callbacks: ${(rssBytes / 1e6).toFixed(1)} MB`)
    }
  } finally {
    await load.stop()
    await server.stop()
  }
  return findings(contestant.title, readings)
}

function findings(title: string, readings: readonly Reading[]): Findings {
  const [early, late] = [readings[1], readings.at(-1)] as [Reading, Reading]
  const growth = late.rssMegabytes - early.rssMegabytes
  return {
    extent: `${title}, ${late.callbacks} callbacks to one process`,
    table: {
      head: ['callbacks', 'RSS MB'],
      rows: readings.map(({ callbacks, rssMegabytes }) => [String(callbacks), rssMegabytes.toFixed(1)]),
    },
    verdicts: [
      {
        what: `RSS after ${late.callbacks} callbacks over RSS after ${early.callbacks}`,
        target: '≤ 10 MB',
        measured: `${growth.toFixed(1)} MB`,
        isMet: growth <= 10,
      },
    ],
    raw: readings,
  }
}
