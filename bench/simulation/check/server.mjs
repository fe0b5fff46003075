import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { roomCallbacks } from '@room-callbacks/node'
import { sdkAppId, token } from '../../identity.mjs'
import { engines } from '../measure/engines.mjs'
import { putAlone } from '../measure/record-of.mjs'

// The real receiver with a real inbox, and a handler that takes a given time. It answers each message with
// what it has seen so far. Usage: server.mjs ENGINE ORDER CONCURRENCY MILLISECONDS

const [engine, order, concurrency, milliseconds] = process.argv.slice(2)
const store = await engines[engine]({ order, concurrency: Number(concurrency) })
const inbox = await store.open()
let handled = 0
// When each callback arrived, how long its handler took, in order of their beginning, and when it ended.
const arrivals = []
const durations = []
const delays = []

async function handle(_event, { receivedAt }) {
  const start = performance.now()
  const number = arrivals.push(receivedAt.getTime()) - 1
  await pause(Number(milliseconds))
  durations[number] = performance.now() - start
  delays[number] = Date.now() - receivedAt.getTime()
  handled += 1
}

// How long a commit takes at this hour, on this disk that others use too: a second inbox tells.
const other = await engines[engine]({})
const probe = await other.open()
const commits = []
async function probeOn() {
  commits.push(...(await putAlone(probe, commits.length, commits.length + 1)))
  setTimeout(probeOn, 50)
}
void probeOn()

const callbacks = roomCallbacks(sdkAppId, { token, inbox }).on('Room.CallbackAfterCreateRoom', handle)
const server = createServer(callbacks).listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
// The load keeps its connections, idle ones too.
server.keepAliveTimeout = 0
process.on('message', ({ isWhole }) => process.send(isWhole ? { commits, arrivals, durations, delays } : { handled }))
process.on('disconnect', async () => {
  await Promise.all([store.remove(), other.remove()])
  process.exit()
})
