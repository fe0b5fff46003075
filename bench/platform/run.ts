import { type LoadSummary, startLoad } from '@room-callbacks/testing'
import { pinProcess } from '../processes/pinned.ts'
import { ServerProcess } from '../processes/server-process.ts'

/**
 * How many callbacks a second one core sends: the load generator on one core, bare Node as the receiver on
 * the other. First at the rate that is promised, then as fast as it can.
 */
const promised = 2000
const duration = 10_000

pinProcess(1, process.pid)
const server = await ServerProcess.start('raw')
const target = { url: `http://127.0.0.1:${server.port}`, token: 'bench-token', rooms: 200 }
// The compiler has found its pace when it is measured.
await startLoad({ ...target, rate: 500, duration: 2000 })
await measure('as promised', promised, duration)
await measure('as fast as it can', 20_000, duration / 4)
await server.stop()

async function measure(name: string, rate: number, milliseconds: number): Promise<void> {
  const before = process.cpuUsage()
  const summary = await startLoad({ ...target, rate, duration: milliseconds })
  const { user, system } = process.cpuUsage(before)
  console.log(`${name}: ${told(summary, (user + system) / 1000)}`)
  if (summary.answered !== summary.planned) process.exitCode = 1
}

function told({ sent, answered, elapsed, latency }: LoadSummary, cpu: number): string {
  const perSecond = Math.round((sent * 1000) / elapsed)
  const share = Math.round((cpu * 100) / elapsed)
  const [p50, p99] = [latency.p50, latency.p99].map((milliseconds) => milliseconds.toFixed(1))
  return `${perSecond}/s sent, ${answered} of ${sent} answered, ${share} % of a core, p50 ${p50} ms, p99 ${p99} ms`
}
