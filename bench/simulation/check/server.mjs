import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { roomCallbacks } from '@room-callbacks/node'
import { sdkAppId, token } from '../../identity.mjs'
import { engines } from '../measure/engines.mjs'

// The real receiver with a real inbox, and a handler that takes a given time. It answers each message with
// what it has seen so far. Usage: server.mjs ENGINE ORDER CONCURRENCY MILLISECONDS

const [engine, order, concurrency, milliseconds] = process.argv.slice(2)
const store = await engines[engine]({ order, concurrency: Number(concurrency) })
const inbox = await store.open()
const seen = { handled: 0, delays: 0, durations: 0, lastAt: 0, mostBacklog: 0, backlog: 0 }

async function handle(_event, { receivedAt }) {
  const start = performance.now()
  await pause(Number(milliseconds))
  seen.handled += 1
  seen.durations += performance.now() - start
  seen.delays += Date.now() - receivedAt.getTime()
  seen.lastAt = Date.now()
}

async function look() {
  const { waiting, running, delayed } = await inbox.stats()
  seen.backlog = waiting + running + delayed
  seen.mostBacklog = Math.max(seen.mostBacklog, seen.backlog)
}

const callbacks = roomCallbacks(sdkAppId, { token, inbox }).on('Room.CallbackAfterCreateRoom', handle)
const server = createServer(callbacks).listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
// The load keeps its connections, idle ones too.
server.keepAliveTimeout = 0
setInterval(look, 50)
process.on('message', async () => {
  await look()
  process.send(seen)
})
process.on('disconnect', async () => {
  await store.remove()
  process.exit()
})
