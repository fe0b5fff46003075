import { engines } from './engines.mjs'
import { putAlone, recordOf } from './record-of.mjs'

// Prints what one callback costs in an inbox: stored with many in flight, stored alone, delivered to a handler
// that does nothing, and remembered. Usage: inbox-costs.mjs ENGINE CALLBACKS

const [engine, count] = process.argv.slice(2)
const callbacks = Number(count)
const store = await engines[engine]({ capacity: 10_000_000 })
const inbox = await store.open()
let number = 0
let handled = 0
let onHandled = () => {}

async function putMore(more) {
  const end = number + more
  const lane = async () => {
    while (number < end) await inbox.put(recordOf(number++))
  }
  await Promise.all(Array.from({ length: 64 }, lane))
}

function untilHandled(expected) {
  return new Promise((resolve) => {
    onHandled = () => {
      if (handled === expected) resolve()
    }
    onHandled()
  })
}

async function read() {
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

const handle = async () => {
  handled += 1
  onHandled()
  return { state: 'handled' }
}

// First without a backlog: a file keeps the room of what is gone, and all that it grows by now is remembered.
// Compilation and the set-up of a store happen once, so they belong to no single callback.
let delivery = inbox.deliver(handle)
await putMore(3000)
await untilHandled(number)
const empty = await read()
for (let put = 0; put < callbacks; put += 100) {
  await putMore(100)
  await untilHandled(number)
}
const remembered = perCallback(empty, await read(), callbacks)
await delivery.close()

const beforePut = await read()
await putMore(callbacks)
const put = perCallback(beforePut, await read(), callbacks)
const alone = await putAlone(inbox, number, number + 500)
number += 500

const beforeDelivery = await read()
const waiting = number - handled
delivery = inbox.deliver(handle)
await untilHandled(number)
await inbox.drain()
const deliver = perCallback(beforeDelivery, await read(), waiting)

await inbox.close()
await store.remove()
const mean = alone.reduce((sum, duration) => sum + duration, 0) / alone.length
const figures = {
  remembered: { bytes: remembered.bytes },
  put,
  alone: { mean, p50: alone[250], p99: alone[494] },
  deliver: { ...deliver },
}
console.log(JSON.stringify(figures))
