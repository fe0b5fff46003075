import { commands, createRoomCallbacks, parsePacket } from '@room-callbacks/core'
import { callbackQuery } from '@room-callbacks/testing'
import { sdkAppId, token } from '../identity.mjs'

// Prints the nanoseconds that each step took for one callback: the median of many short trials,
// in which the steps alternate. No body is like another, so that none is taken for a duplicate.
const [before, digits, after] = JSON.parse(process.argv[2])
const trials = Number(process.argv[3])
const callbacks = 1000

const command = 'Room.CallbackAfterCreateRoom'
const { validate } = commands.find(({ name }) => name === command)
let handled = 0
const { receive } = createRoomCallbacks(sdkAppId, { token }, (way) => (request) => way(request)).on(command, () => {
  handled += 1
})

let eventTime = Number(digits)
const nextBody = () => Buffer.from(before + eventTime++ + after)
const nextInvalidBody = () => Buffer.from(before + `"${eventTime++}"`.replace('1', 'x') + after)

function requestOf(bytes, signedWith) {
  const query = callbackQuery({ sdkAppId, command, token: signedWith })
  const headers = { 'content-type': 'application/json', 'content-length': String(bytes.length) }
  return { method: 'POST', query, headers, body: { kind: 'bytes', bytes }, remoteAddress: '127.0.0.1', host: undefined }
}

const receiveAll = async (requests, outcome) => {
  for (const request of requests) {
    const reply = await receive(request)
    if (reply.outcome !== outcome) throw new Error(`Expected ${outcome}, got ${reply.outcome}.`)
  }
}

const parseAll = (parse) => (bodies) => {
  for (const bytes of bodies) parse(bytes.toString())
}

const steps = {
  'JSON.parse of the bytes': { prepare: nextBody, run: parseAll(JSON.parse) },
  parsePacket: { prepare: nextBody, run: parseAll(parsePacket) },
  'validate alone': { prepare: () => JSON.parse(nextBody()), run: validateAll },
  'receive: handled': { prepare: () => requestOf(nextBody(), token), run: (all) => receiveAll(all, 'handled') },
  'receive: bad-signature': {
    prepare: () => requestOf(nextBody(), 'another token'),
    run: (all) => receiveAll(all, 'bad-signature'),
  },
  'receive: invalid-packet': {
    prepare: () => requestOf(nextInvalidBody(), token),
    run: (all) => receiveAll(all, 'invalid-packet'),
  },
}

function validateAll(packets) {
  for (const packet of packets) if (!validate(packet)) throw new Error('The sample is not valid.')
}

const taken = Object.fromEntries(Object.keys(steps).map((name) => [name, []]))
for (let trial = 0; trial < trials; trial++) {
  for (const [name, { prepare, run }] of Object.entries(steps)) {
    const inputs = Array.from({ length: callbacks }, prepare)
    const start = process.hrtime.bigint()
    await run(inputs)
    taken[name].push(Number(process.hrtime.bigint() - start) / callbacks)
  }
}
if (handled !== trials * callbacks) throw new Error(`Only ${handled} callbacks were handled.`)

// The first half warms up.
const warm = (times) => times.slice(times.length / 2).sort((one, other) => one - other)
const middle = (times) => times[Math.floor(times.length / 2)]
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(taken).map(([name, times]) => [name, middle(warm(times))]))),
)
