import assert from 'node:assert/strict'
import { type Claim, MemoryStore, type Reply } from '@room-callbacks/core'
import fc from 'fast-check'
import t from 'tap'
import { check } from './check.ts'

const [lease, window] = [100, 300]

type Operation =
  | { readonly do: 'claim'; readonly key: number }
  | { readonly do: 'complete' | 'release'; readonly pick: number; readonly plain: boolean }
  /** Others come and go: the store grows, wraps around and forgets. */
  | { readonly do: 'others'; readonly count: number; readonly released: boolean }
  /** The time passes, or jumps. */
  | { readonly do: 'pass'; readonly duration: number }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('claim'), key: fc.nat(7) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('complete', 'complete', 'release'),
      pick: fc.nat(20),
      plain: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('others'),
      count: fc.constantFrom(1, 5, 700, 1500),
      released: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass'), duration: fc.constantFrom(1, 99, 100, 301, -250) }) },
)

// Seven of eight begin their search in the same slot, for each size of the table.
const fingerprintOf = (key: number) => ({ a: key === 7 ? 0x3ff : 0, b: key, c: 0xffff_ffff })
const replyOf = (token: number): Reply => ({
  outcome: 'handled',
  status: 200,
  headers: {},
  body: `${token}`,
  close: false,
})

interface Entry {
  readonly token: number
  until: number
  reply: Reply | undefined
}

/** What the store has to do, in the plainest way: a Map keeps the order of use. */
class Model {
  now = 1000
  readonly #entries = new Map<number, Entry>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  claim(key: number, token: number): Pick<Claim, 'state'> & { reply?: Reply } {
    const known = this.#entries.get(key)
    if (known && known.until > this.now) {
      if (!known.reply) return { state: 'running' }
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return { state: 'finished', reply: known.reply }
    }
    this.#entries.delete(key)
    this.#entries.set(key, { token, until: this.now + lease, reply: undefined })
    return { state: 'claimed' }
  }

  complete(key: number, token: number, reply: Reply): void {
    const known = this.#entries.get(key)
    if (known?.token !== token || known.reply) return
    Object.assign(known, { reply, until: this.now + window })
    while ([...this.#entries.values()].filter((entry) => entry.reply).length > this.#capacity) this.#passOldest()
  }

  release(key: number, token: number): void {
    const known = this.#entries.get(key)
    if (known?.token === token && !known.reply) this.#entries.delete(key)
  }

  #passOldest(): void {
    const [[key, entry]] = this.#entries as unknown as [[number, Entry]]
    this.#entries.delete(key)
    if (!entry.reply) this.#entries.set(key, entry)
  }
}

t.test(
  'any use of the store in memory, with forced collisions, growth, wrap-around and jumps of the clock',
  async (t) => {
    const property = fc.asyncProperty(
      fc.constantFrom(1, 2, 5, 1300, 5000),
      fc.array(operation, { maxLength: 60, size: 'max' }),
      async (capacity, operations) => {
        const model = new Model(capacity)
        const store = new MemoryStore(capacity, () => model.now).claims
        const claims: { key: number; token: number }[] = []
        let token = 0
        let other = 100
        const claim = (key: number) => {
          token++
          const { state, ...rest } = store.claim(fingerprintOf(key), token, lease)
          const expected = model.claim(key, token)
          assert.equal(state, expected.state)
          assert.equal('reply' in rest && rest.reply ? rest.reply.body : undefined, expected.reply?.body)
          claims.push({ key, token })
        }
        const settle = (what: 'complete' | 'release', claimed: { key: number; token: number }) => {
          const fingerprint = fingerprintOf(claimed.key)
          if (what === 'release') {
            store.release(fingerprint, claimed.token)
            return model.release(claimed.key, claimed.token)
          }
          const reply = replyOf(claimed.token)
          store.complete(fingerprint, claimed.token, reply, window)
          model.complete(claimed.key, claimed.token, reply)
        }
        for (const operation of operations) {
          if (operation.do === 'claim') claim(operation.key)
          else if (operation.do === 'pass') model.now += operation.duration
          else if (operation.do === 'others') {
            for (let count = 0; count < operation.count; count++) {
              claim(other++)
              settle(operation.released ? 'release' : 'complete', claims.pop() as (typeof claims)[0])
            }
          } else if (claims.length > 0) {
            settle(operation.do, claims[operation.pick % claims.length] as (typeof claims)[0])
          }
        }
        for (let key = 0; key < 8; key++) claim(key)
      },
    )
    await check(t, property, 60)
  },
)

t.test('a million callbacks take 40 MB, and a few take little', async (t) => {
  const store = new MemoryStore(1_000_000).claims
  t.ok(store.bytes < 50_000)
  for (let key = 0; key < 1_000_000; key++) {
    const fingerprint = { a: Math.imul(key, 0x9e37_79b1) >>> 0, b: key, c: 1 }
    store.claim(fingerprint, key, 1000)
    store.release(fingerprint, key)
  }
  t.ok(store.bytes < 50_000, 'what failed is not remembered')
  for (let key = 0; key < 1_100_000; key++) {
    const fingerprint = { a: Math.imul(key, 0x9e37_79b1) >>> 0, b: key, c: 1 }
    store.claim(fingerprint, key, 1000)
    store.complete(fingerprint, key, replyOf(0), 60_000)
  }
  t.ok(store.bytes < 40_000_000, `${store.bytes} bytes`)
})
