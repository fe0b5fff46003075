import type { LeasedEntry } from '@room-callbacks/core/inbox'
import t from 'tap'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { leaseFrom, newBase, testStore } from './test-store.ts'
import { until } from './until.ts'

const server = await RedisServer.start(['--appendonly', 'no'])
t.teardown(() => server.remove())

const error = { code: 'handler-failed', message: 'as asked' }
const command = 'Room.CallbackAfterMemberLeave'

/** How many commands Redis ran inside and outside of scripts. */
async function commandsDuring(work: () => Promise<unknown>): Promise<number> {
  await server.command('CONFIG', 'RESETSTAT')
  await work()
  const stats = String(await server.command('INFO', 'commandstats'))
  return [...stats.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
}

t.test('to lease costs the same, however much waits for other processes', async (t) => {
  const base = newBase()
  const store = testStore(t, server, { base })
  const fill = async (from: number, to: number) => {
    for (let index = from; index < to; index += 500) {
      const puts = Array.from({ length: 500 }, (_, at) =>
        store.put(recordOf(`foreign ${index + at}`, { command: `Foreign.${at % 5}` }), 1, 20_000),
      )
      await Promise.all(puts)
    }
  }
  const leaseOne = async (id: string) => {
    await store.put(recordOf(id), 1, 1000)
    const [leased] = (await leaseFrom(store)) as [LeasedEntry]
    t.equal(leased.record.id, id)
    await store.complete(leased, 1, 2)
  }
  await fill(0, 500)
  const few = await commandsDuring(() => leaseOne('one'))
  await fill(500, 5000)
  const many = await commandsDuring(() => leaseOne('two'))
  t.equal(many, few, `${few} commands`)
})

t.test('what is done to many is done in pages', async (t) => {
  const base = newBase()
  const total = 650
  const settings = { capacity: 5000, unhandledAfter: 1, order: 'key' } as const
  let passed = 0
  const clocks = { server: () => 1_700_000_000_000 + passed }
  const store = testStore(t, server, { base, settings, clocks })
  const now = 1_700_000_000_000
  const putAll = (kind: string, more = {}) =>
    Promise.all(Array.from({ length: total }, (_, index) => store.put(recordOf(`${kind} ${index}`, more), now, 20_000)))
  await putAll('dead', { refusal: error, orderKey: 'a' })
  await putAll('recorded', { answer: '{}' })
  t.equal((await store.list('dead', { limit: 1000 })).length, total)
  t.equal((await store.retry('all', now)).length, total)
  t.equal((await store.list('waiting', { limit: 640 })).length, 640)
  t.equal((await store.purge({ state: 'recorded' }, now)).length, total)
  // Each is the head of its room in turn, until no living process handles it.
  await store.announce(['Other'], now)
  passed = 10
  await store.announce(['Other'], now)
  await store.expire(now)
  t.match(await store.stats(now), { waiting: 0, unhandled: total, dead: total })
  await store.announce([command], now)
  t.match(await store.stats(now), { waiting: total, unhandled: 0, dead: 0 }, 'a handler that is registered gets them')
  const leased = await store.lease({ limit: 1000, now, duration: 1000, commands: '*', suspects: 'none' })
  t.equal(leased.entries.length, 1, 'in their room')
})

t.test('leases of many are renewed and given back in pages', async (t) => {
  const store = testStore(t, server, { base: newBase() })
  const total = 1100
  await Promise.all(Array.from({ length: total }, (_, index) => store.put(recordOf(`one ${index}`), 1, 20_000)))
  const leased = await leaseFrom(store, total)
  t.equal(leased.length, total)
  t.equal((await store.extend(leased, 60_000)).length, total)
  await store.release(leased)
  t.match(await store.stats(1), { waiting: total, running: 0 })
})

t.test('what was handled is forgotten in pages', async (t) => {
  const store = testStore(t, server, { base: newBase() })
  const records = Array.from({ length: 1100 }, (_, index) => recordOf(`one ${index}`))
  const put = () => Promise.all(records.map((record) => store.put(record, 1, 20_000)))
  await put()
  const leased = await leaseFrom(store, records.length)
  await Promise.all(leased.map((entry) => store.complete(entry, 1, 2)))
  t.same(new Set(await put()), new Set(['duplicate']))
  await store.expire(3)
  t.same(new Set(await put()), new Set(['stored']))
})

t.test('an answer is bounded: what is large comes in several', async (t) => {
  const store = testStore(t, server, { base: newBase() })
  const body = Buffer.alloc(1_000_000, 'x')
  for (let index = 0; index < 12; index++) await store.put(recordOf(`one ${index}`, { body }), 1, 20_000)
  t.equal((await store.list('waiting', { limit: 100 })).length, 12)
  const first = await leaseFrom(store, 100)
  t.ok(first.length < 12, `${first.length} at first`)
  t.equal(first.length + (await leaseFrom(store, 100)).length, 12)
})

t.test('what is on its way to Redis is bounded', async (t) => {
  const own = await RedisServer.start(['--appendonly', 'no'])
  t.teardown(() => own.remove())
  const store = testStore(t, own, { commandTimeout: 2000 })
  await store.stats(1)
  own.pause()
  const outcomes = (records: readonly ReturnType<typeof recordOf>[]) =>
    Promise.all(records.map((record) => store.put(record, 1, 100).then(String, ({ message }) => String(message))))
  const body = Buffer.alloc(1_000_000)
  const large = await outcomes(Array.from({ length: 100 }, (_, index) => recordOf(`large ${index}`, { body })))
  t.equal(large.filter((message) => /too slow/.test(message)).length, 100 - 67, 'in bytes')
  t.equal(large.filter((message) => /timed out/.test(message)).length, 67)
  // The time-out of the caller is over, and ioredis still holds the records.
  t.match(await outcomes([recordOf('more', { body })]), [/too slow/])
  own.resume()
  await until(() => store.stats(1))
  const small = Array.from({ length: 10_100 }, (_, index) => recordOf(`small ${index}`))
  own.pause()
  const refused = (await outcomes(small)).filter((message) => /too slow/.test(message)).length
  t.equal(refused, 100, 'and in number')
  own.resume()
})
