/**
 * Sends callbacks to the server, kills it with SIGKILL in the middle, starts it again, and counts:
 * each acknowledged callback must have been handled, and none twice.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { InboxStats } from '@room-callbacks/core/inbox'
import { Acknowledgements } from './acknowledgements.ts'
import { startChild } from './child-server.ts'
import type { Visit } from './visits.ts'

const sent = 200
const folder = await mkdtemp(join(tmpdir(), 'room-callbacks-durable-'))
const operatorToken = randomUUID()
const start = () =>
  startChild(new URL('server.ts', import.meta.url), { PORT: '0', DATA: folder, OPERATOR_TOKEN: operatorToken })

let server = start()
const acknowledged = new Acknowledgements(async () => (await server).url)
const sending = acknowledged.send(sent, 'rid-123')
await acknowledged.reach(sent / 2)
const unhandled = await left()
const victim = await server
server = victim.kill('SIGKILL').then(start)
console.log(`Killed when ${acknowledged.members.size} were acknowledged, and ${unhandled} of them not handled.`)
await server
console.log('Started again.')

await sending
while ((await left()) > 0) await pause(100)
const { visits, repeated } = await get<{ visits: readonly Visit[]; repeated: number }>('/visits')
const { dead } = await get<InboxStats>('/inbox')
await (await server).kill('SIGTERM')
await rm(folder, { recursive: true })

const handled = new Set(visits.map(({ member }) => member))
const lost = [...acknowledged.members].filter((member) => !handled.has(member)).length
const twice = visits.filter(({ times }) => times > 1).length
console.log(`
sent           ${sent}
acknowledged   ${acknowledged.members.size}, the others met a dead server
handled        ${handled.size}, some of them stored when the crash cut off their answer
lost           ${lost} of those acknowledged
handled twice  ${twice}, though ${repeated} attempts were repeated after their effect
dead letters   ${dead}`)
process.exitCode = lost + twice + dead > 0 ? 1 : 0

/** How many are stored and not handled. */
async function left(): Promise<number> {
  const { waiting, running, delayed } = await get<InboxStats>('/inbox')
  return waiting + running + delayed
}

async function get<Body>(path: string): Promise<Body> {
  const { url } = await server
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${operatorToken}` } })
  return (await response.json()) as Body
}
