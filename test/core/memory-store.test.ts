import { MemoryStore } from '@room-callbacks/core'
import t from 'tap'
import { fingerprintOf } from '../../packages/core/src/deduplication/fingerprint-ring.ts'
import { okReplies } from '../../packages/core/src/reply.ts'

const lease = 1000
const window = 60_000
/** What 1024 callbacks take, 37 bytes each: the least. */
const least = 37_888

/** Claims, by fingerprints whose first word is the number: its last bits are where a search begins. */
function storeOf(capacity: number) {
  const { claims } = new MemoryStore(capacity, () => 0)
  const key = (a: number, b = 0, c = 0) => ({ a, b, c })
  return {
    claims,
    claim: (number: number, b?: number, c?: number) => claims.claim(key(number, b, c), number, lease).state,
    complete: (number: number) => claims.complete(key(number), number, okReplies.handled, window),
    release: (number: number) => claims.release(key(number), number),
  }
}

const range = (count: number) => Array.from({ length: count }, (_, number) => number)

t.test('fingerprints that differ in one word are of different callbacks', async (t) => {
  const { claim } = storeOf(10)
  // With 2048 slots the last one begins where the first one does.
  for (const [a, b, c] of [
    [1, 2, 3],
    [1, 2, 4],
    [1, 5, 3],
    [1 + 2048, 2, 3],
  ] as const) {
    t.equal(claim(a, b, c), 'claimed')
    t.equal(claim(a, b, c), 'running')
  }
})

t.test('what stands behind a released callback is still found', async (t) => {
  for (const behind of [6, 5 + 2048]) {
    const { claim, release } = storeOf(10)
    claim(5)
    claim(behind)
    release(5)
    t.equal(claim(behind), 'running', String(behind))
    t.equal(claim(5), 'claimed')
  }
})

t.test('all are known while the store grows', async (t) => {
  const { claims, claim, complete, release } = storeOf(5000)
  claim(9999)
  release(9999)
  t.equal(claims.bytes, least)
  for (const number of range(3000)) {
    t.equal(claim(number), 'claimed')
    if (number % 3 === 0) complete(number)
    if (number % 3 === 1) release(number)
  }
  t.ok(claims.bytes > least)
  for (const number of range(3000)) {
    t.equal(claim(number), ['finished', 'claimed', 'running'][number % 3], String(number))
  }
})

t.test('the least recently used goes first after the store grew, too', async (t) => {
  const { claim, complete } = storeOf(1500)
  for (const number of range(1600)) {
    claim(number)
    complete(number)
  }
  for (const number of range(1600).reverse()) {
    t.equal(claim(number), number < 100 ? 'claimed' : 'finished', String(number))
  }
})

t.test('a store grows with what it remembers, and not with what it forgot', async (t) => {
  const forgetful = { released: storeOf(10), finished: storeOf(10) }
  for (const { claim } of Object.values(forgetful)) claim(0)
  for (let number = 1; number < 5000; number++) {
    forgetful.released.claim(number)
    forgetful.released.release(number)
    forgetful.finished.claim(number)
    forgetful.finished.complete(number)
  }
  t.equal(forgetful.released.claims.bytes, least)
  t.equal(forgetful.finished.claims.bytes, least)
  t.equal(forgetful.released.claim(0), 'running')

  const halfFull = storeOf(10)
  for (const number of range(1024)) halfFull.claim(number)
  for (const number of range(1024)) if (number % 2 === 1) halfFull.release(number)
  halfFull.claim(1024)
  t.equal(halfFull.claims.bytes, least)
  for (const number of range(512)) halfFull.claim(2000 + number)
  t.equal(halfFull.claims.bytes, 2 * least)
})

t.test('every bit of a fingerprint depends on the body', async (t) => {
  const first = fingerprintOf('1400000000', 'Room.CallbackAfterCreateRoom', 'first')
  const seen = { a: 0, b: 0, c: 0 }
  for (const number of range(100)) {
    const other = fingerprintOf('1400000000', 'Room.CallbackAfterCreateRoom', String(number))
    for (const word of ['a', 'b', 'c'] as const) seen[word] |= first[word] ^ other[word]
  }
  t.same(seen, { a: -1, b: -1, c: -1 })
})

t.test('a capacity that is no positive integer is refused', async (t) => {
  for (const capacity of [0, -1, 1.5]) {
    t.throws(() => new MemoryStore(capacity), { code: 'invalid-option', message: /capacity of a MemoryStore/ })
  }
})
