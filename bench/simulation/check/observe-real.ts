import { setTimeout as pause } from 'node:timers/promises'
import { Child } from '../../processes/child.ts'
import { LoadProcess } from '../../processes/load-process.ts'
import type { CheckedCase, Seen } from './cases.ts'

interface ServerReport {
  readonly handled: number
  readonly delays: number
  readonly durations: number
  readonly lastAt: number
  readonly mostBacklog: number
  readonly backlog: number
}

/** What the real system saw, and how long its handlers really took: timers are late. */
export interface RealSeen extends Seen {
  readonly handler: number
}

/** Sends the load of a case to a real receiver in a process of its own. */
export async function observeReal(engine: string, given: CheckedCase): Promise<RealSeen> {
  const { order, concurrency, handler, rate, milliseconds } = given
  const source = ['--import', 'tsx', '--conditions=@room-callbacks/source', '../simulation/check/server.mjs']
  const child = new Child(0, [...source, engine, order, String(concurrency), String(handler)])
  const { port } = await child.nextMessage<{ port: number }>()
  const load = new LoadProcess(port, 'tencent')
  try {
    const warming = await load.run({ kind: 'open', milliseconds: 1000, rate: Math.min(rate, 100) })
    const before = await drained(child, warming.requests)
    const start = Date.now()
    const { requests, statuses } = await load.run({ kind: 'open', milliseconds, rate })
    if (statuses['200'] !== requests) throw new Error(`Not all of ${requests} were acknowledged.`)
    const after = await drained(child, before.handled + requests)
    return {
      throughput: (requests * 1000) / (after.lastAt - start),
      meanDelay: (after.delays - before.delays) / requests,
      mostBacklog: after.mostBacklog,
      handler: (after.durations - before.durations) / requests,
    }
  } finally {
    await load.stop()
    await child.stop()
  }
}

async function drained(child: Child, handled: number): Promise<ServerReport> {
  for (;;) {
    const report = await child.ask<ServerReport>({})
    if (report.handled >= handled && report.backlog === 0) return report
    await pause(50)
  }
}
