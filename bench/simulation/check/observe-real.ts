import { setTimeout as pause } from 'node:timers/promises'
import { Child } from '../../processes/child.ts'
import { LoadProcess } from '../../processes/load-process.ts'
import type { CheckedCase, Seen, Trace } from './cases.ts'
import { seenIn } from './seen-in.ts'

interface Whole {
  readonly commits: readonly number[]
  readonly arrivals: readonly number[]
  readonly durations: readonly number[]
  readonly delays: readonly number[]
}

/** Sends the load of a case to a real receiver in a process of its own. */
export async function observeReal(engine: string, given: CheckedCase): Promise<{ seen: Seen; trace: Trace }> {
  const { order, concurrency, handler, rate, milliseconds } = given
  const source = ['--import', 'tsx', '--conditions=@room-callbacks/source', '../simulation/check/server.mjs']
  const child = new Child(0, [...source, engine, order, String(concurrency), String(handler)])
  const { port } = await child.nextMessage<{ port: number }>()
  const load = new LoadProcess(port, 'tencent')
  try {
    const warming = await load.run({ kind: 'open', milliseconds: 1000, rate: 20 })
    await drained(child, warming.requests)
    const { requests, statuses } = await load.run({ kind: 'open', milliseconds, rate })
    if (statuses['200'] !== requests) throw new Error(`Not all of ${requests} were acknowledged.`)
    await drained(child, warming.requests + requests)
    const whole = await child.ask<Whole>({ isWhole: true })
    const commit = whole.commits.reduce((sum, duration) => sum + duration, 0) / whole.commits.length
    const [times, durations, delays] = [whole.arrivals, whole.durations, whole.delays].map((all) =>
      all.slice(warming.requests),
    ) as [number[], number[], number[]]
    const first = Math.min(...times)
    const arrivals = times.map((time) => time - first)
    return { seen: seenIn(arrivals, delays), trace: { commit, arrivals, durations } }
  } finally {
    await load.stop()
    await child.stop()
  }
}

async function drained(child: Child, expected: number): Promise<void> {
  for (;;) {
    const { handled } = await child.ask<{ readonly handled: number }>({})
    if (handled >= expected) return
    await pause(50)
  }
}
