import { createHash } from 'node:crypto'
import { bodyOf } from '../plan/body-of.mjs'
import { engines } from './engines.mjs'

// Prints what one callback costs in an inbox: stored with many in flight, alone, and delivered to a handler
// that does nothing. Usage: inbox-costs.mjs ENGINE CALLBACKS

const [engine, count] = process.argv.slice(2)
const callbacks = Number(count)
const command = 'Live.CallbackAfterMemberStateChanged'
const body = Buffer.from(bodyOf(command))

function recordOf(number) {
  const digest = createHash('sha256').update(String(number)).digest('base64url')
  const idempotencyKey = `1400000000:${command}:${digest}`
  const room = `1400000000/${number % 200}`
  const about = { sdkAppId: '1400000000', command, receivedAs: command, clientIp: '127.0.0.1', platform: 'Android' }
  return { id: idempotencyKey, idempotencyKey, ...about, room, receivedAt: Date.now(), body }
}

async function putAll(inbox, first, end) {
  let number = first
  const lane = async () => {
    while (number < end) await inbox.put(recordOf(number++))
  }
  await Promise.all(Array.from({ length: 64 }, lane))
}

async function putAlone(inbox, first, end) {
  const durations = []
  for (let number = first; number < end; number += 1) {
    const start = performance.now()
    await inbox.put(recordOf(number))
    durations.push(performance.now() - start)
  }
  return durations.sort((one, other) => one - other)
}

async function readAll(store) {
  const { user, system } = process.cpuUsage()
  return { time: performance.now(), processMicros: user + system, ...(await store.gauge()) }
}

const perCallback = (before, after, number) => ({
  processMicros: (after.processMicros - before.processMicros) / number,
  storeMicros: (after.storeMicros - before.storeMicros) / number,
  bytes: (after.bytes - before.bytes) / number,
  commands: (after.commands - before.commands) / number,
  perSecond: (number * 1000) / (after.time - before.time),
})

const store = await engines[engine]({ capacity: 10_000_000 })
const inbox = await store.open()
// What is compiled only once, and what a store sets up, is nobody's price.
const warmUp = Math.min(3000, callbacks)
await putAll(inbox, 0, warmUp)
const empty = await readAll(store)
await putAll(inbox, warmUp, warmUp + callbacks)
const full = await readAll(store)
const alone = await putAlone(inbox, warmUp + callbacks, warmUp + callbacks + 500)

const stored = warmUp + callbacks + 500
const beforeDelivery = await readAll(store)
await new Promise((resolve) => {
  let handled = 0
  inbox.deliver(async () => {
    handled += 1
    if (handled === stored) resolve()
    return { state: 'handled' }
  })
})
await inbox.drain()
const afterDelivery = await readAll(store)
const remembered = (afterDelivery.bytes - empty.bytes) / (stored - warmUp)

await inbox.close()
await store.remove()
const figures = {
  put: perCallback(empty, full, callbacks),
  alone: { p50: alone[250], p99: alone[494] },
  deliver: { ...perCallback(beforeDelivery, afterDelivery, stored), bytes: remembered },
}
console.log(JSON.stringify(figures))
