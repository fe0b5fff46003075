import { type ClosedLoop, closedLoop } from './closed-loop.ts'
import { Connection } from './connection.ts'
import { type OpenLoop, openLoop } from './open-loop.ts'
import { type Dialect, requests } from './requests.ts'
import { Tally } from './tally.ts'

/** What the load process is told to do next; it answers each with a Report. */
export type Phase = ({ readonly kind: 'closed' } & ClosedLoop) | ({ readonly kind: 'open' } & OpenLoop)

const [port, dialect, count] = process.argv.slice(2) as [string, Dialect, string]
const connections = Array.from({ length: Number(count) }, () => new Connection(Number(port)))
const nextRequest = requests[dialect]()

process.on('message', async (phase: Phase) => {
  const tally = new Tally()
  if (phase.kind === 'closed') await closedLoop(connections, nextRequest, tally, phase)
  else await openLoop(connections, nextRequest, tally, phase)
  process.send?.(tally.report())
})
process.on('disconnect', () => process.exit())
