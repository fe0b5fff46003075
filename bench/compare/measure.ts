import type { Report } from '../load/tally.ts'
import { LoadProcess } from '../processes/load-process.ts'
import { ServerProcess, type Usage } from '../processes/server-process.ts'
import type { Contestant } from './contestants.ts'

/** How long the phases of a run take at least. Unit: ms. */
export interface Durations {
  /** How many requests come first at least: only after 10,000 does a receiver forget as much as it remembers. */
  readonly warmUpRequests: number
  /** How many requests the phase of full load has at least: a second on a busy machine may say nothing. */
  readonly requests: number
  readonly warmUp: number
  readonly saturated: number
  readonly steady: number
}

/** The figures of one run. */
export type Measurement = {
  readonly requestsPerSecond: number
  readonly cpuMicros: number
  /** At the fixed rate, where the load does not limit the fastest server. */
  readonly steadyCpuMicros: number
  /** At the fixed rate. Unit: ms. */
  readonly p50: number
  readonly p99: number
  /** Under full load. Unit: ms. */
  readonly p99Saturated: number
  readonly rssMegabytes: number
}

/** Requests a second in the open loop: far more than a busy app gets, and within reach of every server. */
export const steadyRate = 1500

/** One run of one server, in a process that serves nothing else. */
export async function measure(
  contestant: Contestant,
  { warmUpRequests, requests, warmUp, saturated, steady }: Durations,
): Promise<Measurement> {
  const server = await ServerProcess.start(contestant.server)
  const load = new LoadProcess(server.port, contestant.dialect)
  try {
    const warming = await load.run({ kind: 'closed', milliseconds: warmUp, requests: warmUpRequests })
    const before = await server.usage()
    const full = await load.run({ kind: 'closed', milliseconds: saturated, requests })
    const after = await server.usage()
    const open = await load.run({ kind: 'open', milliseconds: steady, rate: steadyRate })
    const end = await server.usage()
    verify(contestant, [warming, full, open], end)
    return {
      requestsPerSecond: full.requests / full.seconds,
      cpuMicros: (after.cpuMicros - before.cpuMicros) / full.requests,
      steadyCpuMicros: (end.cpuMicros - after.cpuMicros) / open.requests,
      p50: open.p50,
      p99: open.p99,
      p99Saturated: full.p99,
      rssMegabytes: end.rssBytes / 1e6,
    }
  } finally {
    await load.stop()
    await server.stop()
  }
}

// A request that was answered otherwise, or skipped the handler, would flatter the server.
function verify({ name, status }: Contestant, reports: readonly Report[], { handled }: Usage): void {
  const requests = reports.reduce((sum, report) => sum + report.requests, 0)
  const answered = reports.reduce((sum, { statuses }) => sum + (statuses[status] ?? 0), 0)
  const expected = status === 200 ? requests : 0
  if (answered === requests && handled === expected) return
  throw new Error(`${name}: ${requests} requests, ${answered} with ${status}, ${handled} handled.`)
}
