import { setTimeout as pass } from 'node:timers/promises'
import { type Durations, steadyRate } from '../compare/measure.ts'
import type { Report } from '../load/tally.ts'
import { LoadProcess } from '../processes/load-process.ts'
import { ServerProcess } from '../processes/server-process.ts'
import type { InboxContestant } from './contestants.ts'
import { newPlace } from './place.ts'
import type { StoringUsage } from './storing-usage.ts'

/** The figures of one run. */
export type InboxMeasurement = {
  readonly requestsPerSecond: number
  /** Of the receiving process; where it delivers, that too, until nothing waits any more. */
  readonly cpuMicros: number
  /** Under full load. Unit: ms. */
  readonly p50: number
  readonly p99: number
  /** At the fixed rate. Unit: ms. */
  readonly p50Steady: number
  readonly p99Steady: number
  /** What the files grew under full load, for each callback. */
  readonly diskBytes: number
}

/** One run of one receiver on a new store. */
export async function measureInbox(
  contestant: InboxContestant,
  connections: number,
  { warmUpRequests, requests, warmUp, saturated, steady }: Durations,
): Promise<InboxMeasurement> {
  const place = await newPlace[contestant.engine]()
  const [program, ...args] = contestant.command(place.name)
  const server = await ServerProcess.start<StoringUsage>(`../inbox/servers/${program}`, args)
  const load = new LoadProcess(server.port, 'tencent', connections)
  const reports: Report[] = []
  const send = async (phase: Parameters<LoadProcess['run']>[0]) => {
    const report = await load.run(phase)
    reports.push(report)
    const usage = await settled(contestant, server, reports)
    return { report, usage, diskBytes: place.diskBytes() }
  }
  try {
    const warm = await send({ kind: 'closed', milliseconds: warmUp, requests: warmUpRequests })
    const full = await send({ kind: 'closed', milliseconds: saturated, requests })
    const open = await send({ kind: 'open', milliseconds: steady, rate: steadyRate })
    return {
      requestsPerSecond: full.report.requests / full.report.seconds,
      cpuMicros: (full.usage.cpuMicros - warm.usage.cpuMicros) / full.report.requests,
      p50: full.report.p50,
      p99: full.report.p99,
      p50Steady: open.report.p50,
      p99Steady: open.report.p99,
      diskBytes: (full.diskBytes - warm.diskBytes) / full.report.requests,
    }
  } finally {
    await load.stop()
    await server.stop()
    await place.remove()
  }
}

/** What was used when every request that was answered is stored, or handled. */
async function settled(
  { name, delivers }: InboxContestant,
  server: ServerProcess<StoringUsage>,
  reports: readonly Report[],
): Promise<StoringUsage> {
  const requests = reports.reduce((sum, report) => sum + report.requests, 0)
  const answered = reports.reduce((sum, { statuses }) => sum + (statuses['200'] ?? 0), 0)
  // A request that was answered otherwise, or not kept, would flatter the server.
  if (answered !== requests) throw new Error(`${name}: ${requests} requests, ${answered} answered with 200.`)
  for (let patience = 600; patience > 0; patience--) {
    const usage = await server.usage()
    const done = delivers ? usage.handled : usage.stored
    if (done === requests) return usage
    if (done > requests) throw new Error(`${name}: ${requests} requests, ${done} handled or stored.`)
    await pass(100)
  }
  throw new Error(`${name}: of ${requests} requests, some were neither handled nor stored.`)
}
