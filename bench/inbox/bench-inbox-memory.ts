import { setTimeout as pass } from 'node:timers/promises'
import type { Arguments } from '../arguments.ts'
import { LoadProcess } from '../processes/load-process.ts'
import { ServerProcess } from '../processes/server-process.ts'
import type { Findings } from '../report/print.ts'
import { type Engine, newPlace } from './place.ts'
import type { StoringUsage } from './storing-usage.ts'

/** The memory of a process after so many callbacks. */
interface Reading {
  readonly callbacks: number
  readonly waiting: number
  readonly ownMegabytes: number
  readonly rssMegabytes: number
}

/** Whether the memory of a process that receives and delivers grows while callbacks come faster than they are handled. */
export async function benchInboxMemory(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const engine = (given.only[0] ?? 'sqlite') as Engine
  if (!Object.hasOwn(newPlace, engine) || engine === 'none') throw new RangeError(`There is no engine "${engine}".`)
  const step = given.quick ? 5000 : 100_000
  const place = await newPlace[engine]()
  const store = engine.startsWith('redis') ? 'redis' : engine
  const args = ['node', store, place.name, 'delivers slowly']
  const server = await ServerProcess.start<StoringUsage>('../inbox/servers/ours', args)
  const load = new LoadProcess(server.port, 'tencent', 64)
  const readings: Reading[] = []
  try {
    for (let callbacks = step; callbacks <= 10 * step; callbacks += step) {
      await load.run({ kind: 'closed', requests: step })
      // What is still in hand under full load is not what stays.
      await pass(1000)
      const { rssBytes, ownBytes, stored } = await server.usage()
      readings.push({ callbacks, waiting: stored, ownMegabytes: ownBytes / 1e6, rssMegabytes: rssBytes / 1e6 })
      tell(`${callbacks} callbacks, ${stored} waiting: ${(ownBytes / 1e6).toFixed(1)} MB`)
    }
  } finally {
    await load.stop()
    await server.stop()
    await place.remove()
  }
  return findings(engine, readings)
}

function findings(engine: Engine, readings: readonly Reading[]): Findings {
  const [early, late] = [readings[1], readings.at(-1)] as [Reading, Reading]
  const growth = late.ownMegabytes - early.ownMegabytes
  return {
    extent: `${engine}, slow handlers, ${late.callbacks} callbacks to one process`,
    table: {
      head: ['callbacks', 'waiting', 'own MB', 'RSS MB'],
      rows: readings.map(({ callbacks, waiting, ownMegabytes, rssMegabytes }) => [
        ...[callbacks, waiting].map(String),
        ...[ownMegabytes, rssMegabytes].map((megabytes) => megabytes.toFixed(1)),
      ]),
    },
    verdicts: [
      {
        what: `own memory after ${late.callbacks} callbacks over that after ${early.callbacks}`,
        target: '≤ 10 MB',
        measured: `${growth.toFixed(1)} MB`,
        isMet: growth <= 10,
      },
    ],
    raw: readings,
  }
}
