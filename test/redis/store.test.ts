import type { LeasedEntry } from '@room-callbacks/core/inbox'
import { openInbox } from '@room-callbacks/redis'
import t, { type Test } from 'tap'
import { BreakableLine } from './breakable-line.ts'
import { nameOf, recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { testStore } from './test-store.ts'
import { until } from './until.ts'

const server = await RedisServer.start(['--appendonly', 'no'])
t.teardown(() => server.remove())

const error = { code: 'handler-failed', message: 'as asked' }
const command = 'Room.CallbackAfterMemberLeave'
let count = 0
const newBase = () => `{store-${++count}}:`

type Store = ReturnType<typeof testStore>

async function lease(store: Store, limit = 10): Promise<readonly LeasedEntry[]> {
  const request = { limit, now: Date.now(), duration: 60_000, commands: [command], suspects: 'one' } as const
  return (await store.lease(request)).entries
}

const idsOf = (entries: readonly { record: { id: string } }[]) => entries.map(({ record }) => record.id)

/** A store behind a line that keeps back answers. */
async function behindLine(t: Test, base: string) {
  const line = await BreakableLine.start(server.port)
  const store = testStore(t, line, { base, commandTimeout: 200 })
  t.teardown(() => line.stop())
  await until(() => store.stats(1))
  return { line, store }
}

t.test('what was leased, and the answer was lost, is given again: it is no crash', async (t) => {
  const base = newBase()
  const { line, store } = await behindLine(t, base)
  const other = testStore(t, server, { base })
  for (const id of ['one', 'two', 'three']) await other.put(recordOf(id), 1, 1000)
  line.keepBack('"RoomId":"one"')
  await t.rejects(lease(store, 2), { code: 'inbox-failed', message: /timed out/ })
  t.equal((await other.stats(1)).running, 2)
  line.release()
  const again = await until(() => lease(store, 2))
  t.same(idsOf(again), ['one', 'two'], 'the same ones, although there are others')
  t.same(
    again.map(({ attempt, crashes }) => [attempt, crashes]),
    [
      [1, 0],
      [1, 0],
    ],
  )
  t.same(
    await store.extend(again, 60_000),
    again.map(({ fence }) => fence),
  )
  t.same(idsOf(await lease(store)), ['three'], 'and once')
})

t.test('what another process took since is not given again', async (t) => {
  const base = newBase()
  const { line, store } = await behindLine(t, base)
  const other = testStore(t, server, { base })
  await other.put(recordOf('one'), 1, 1000)
  line.keepBack('"RoomId":"one"')
  await t.rejects(lease(store))
  line.release()
  await server.command('HSET', `${base}entry:${nameOf('one')}`, 'fence', 'of another')
  t.same(idsOf(await until(() => lease(store))), [])
})

const settlements = {
  complete: (store: Store, leased: LeasedEntry) => store.complete(leased, 1, Date.now() + 60_000),
  delay: (store: Store, leased: LeasedEntry) => store.delay(leased, 1, 60_000, error),
  deadLetter: (store: Store, leased: LeasedEntry) => store.deadLetter(leased, 1, error),
}

for (const [name, settle] of Object.entries(settlements)) {
  t.test(`${name}() that was written, and the answer was lost, is known when it is tried again`, async (t) => {
    const base = newBase()
    const { line, store } = await behindLine(t, base)
    await store.put(recordOf('one'), 1, 1000)
    const [leased] = (await lease(store)) as [LeasedEntry]
    line.keepBack(':1')
    await t.rejects(settle(store, leased), { code: 'inbox-failed' })
    line.release()
    t.equal(await until(() => settle(store, leased)), true, 'it was ours')
    t.equal(await settle(store, leased), false, 'and now it is not leased any more')
  })
}

t.test('an entry that another program wrote to stops no other', async (t) => {
  const base = newBase()
  const store = testStore(t, server, { base, settings: { order: 'room' } })
  const breakages: Record<string, (key: string) => Promise<unknown>> = {
    removed: (key) => server.command('DEL', key),
    'another type': async (key) => {
      await server.command('DEL', key)
      return server.command('SET', key, 'x')
    },
    'no body': (key) => server.command('HDEL', key, 'body'),
    'no JSON': (key) => server.command('HSET', key, 'about', '{'),
    'other JSON': (key) => server.command('HSET', key, 'about', 'null'),
    'another id': (key) => server.command('HSET', key, 'id', 'other'),
    'another command': (key) => server.command('HSET', key, 'command', 'Other'),
  }
  for (const [what, breakIt] of Object.entries(breakages)) {
    for (const id of [what, `${what}, behind it`]) await store.put(recordOf(id, { room: what }), 1, 1000)
    await breakIt(`${base}entry:${nameOf(what)}`)
  }
  const waiting = await store.list('waiting', { limit: 100 })
  t.equal(waiting.length, 14, 'all are listed')
  const told = waiting.filter(({ error: why }) => why?.code === 'inbox-failed')
  t.equal(told.length, 5, 'those that cannot be read say so')

  const seen = new Set<string>()
  for (let turn = 0; turn < 20; turn++) {
    for (const leased of await lease(store)) {
      seen.add(leased.record.id)
      t.equal(await store.complete(leased, 1, 2), true)
    }
  }
  // Its hash is gone, and with it the name of its room: the next that is put there mends the room.
  for (const what of Object.keys(breakages)) await store.put(recordOf(`${what}, later`, { room: what }), 1, 1000)
  for (let turn = 0; turn < 20; turn++) {
    for (const leased of await lease(store)) {
      seen.add(leased.record.id)
      await store.complete(leased, 1, 2)
    }
  }
  const sound = Object.keys(breakages).flatMap((what) => [`${what}, behind it`, `${what}, later`])
  t.same([...seen].sort(), sound.sort(), 'what is sound is handled')
  const dead = await store.list('dead', { limit: 100 })
  t.equal(dead.length, 7, 'what is not becomes a dead letter')
  for (const { error: why } of dead) t.match(why, { code: 'inbox-failed', message: /cannot be read: another program/ })
  const { waiting: left, running, delayed } = await store.stats(1)
  t.same({ left, running, delayed }, { left: 0, running: 0, delayed: 0 })
  for (const { record } of dead) t.equal((await store.purge({ id: record.id }, 1)).length, 1)
  t.equal((await store.stats(1)).dead, 0, 'they can be purged')
})

t.test('an error that another program wrote to', async (t) => {
  const base = newBase()
  const store = testStore(t, server, { base })
  await store.put(recordOf('one', { refusal: error }), 1, 1000)
  await server.command('HSET', `${base}entry:${nameOf('one')}`, 'error', '[]')
  t.match(await store.list('dead', { limit: 1 }), [{ record: { id: 'one' }, error: { code: 'inbox-failed' } }])
})

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
    const [leased] = (await lease(store)) as [LeasedEntry]
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
  const settings = { capacity: 5000, unhandledAfter: 1, order: 'room' } as const
  let passed = 0
  const clocks = { server: () => 1_700_000_000_000 + passed }
  const store = testStore(t, server, { base, settings, clocks })
  const now = 1_700_000_000_000
  const putAll = (kind: string, more = {}) =>
    Promise.all(Array.from({ length: total }, (_, index) => store.put(recordOf(`${kind} ${index}`, more), now, 20_000)))
  await putAll('dead', { refusal: error, room: 'a' })
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
  const leased = await lease(store, total)
  t.equal(leased.length, total)
  t.equal((await store.extend(leased, 60_000)).length, total)
  await store.release(leased)
  t.match(await store.stats(1), { waiting: total, running: 0 })
})

t.test('an answer is bounded: what is large comes in several', async (t) => {
  const store = testStore(t, server, { base: newBase() })
  const body = Buffer.alloc(1_000_000, 'x')
  for (let index = 0; index < 12; index++) await store.put(recordOf(`one ${index}`, { body }), 1, 20_000)
  t.equal((await store.list('waiting', { limit: 100 })).length, 12)
  const first = await lease(store, 100)
  t.ok(first.length < 12, `${first.length} at first`)
  t.equal(first.length + (await lease(store, 100)).length, 12)
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

t.test('a process that wakes up hears what came while its connection was away', async (t) => {
  const line = await BreakableLine.start(server.port)
  const name = `woken-${++count}`
  const inbox = await openInbox({ connection: server.url, name })
  const worker = await openInbox({ connection: line.url, name, commandTimeout: 300 })
  t.teardown(async () => {
    await worker.close()
    await inbox.close()
    await line.stop()
  })
  const seen: string[] = []
  worker.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  await inbox.put(recordOf('before'))
  await until(() => seen.length === 1)
  line.reset()
  await inbox.put(recordOf('meanwhile'))
  await until(() => seen.length === 2)
  await inbox.put(recordOf('after'))
  await until(() => seen.length === 3)
  t.same(seen, ['before', 'meanwhile', 'after'])
})

t.test('a user who may not subscribe gets all of it, a little later', async (t) => {
  const rules = ['on', '>secret', '~*', '&*', '+@all', '-subscribe']
  await server.command('ACL', 'SETUSER', 'deaf', 'reset', ...rules)
  const name = `deaf-${++count}`
  const worker = await openInbox({ connection: `redis://deaf:secret@127.0.0.1:${server.port}`, name })
  const inbox = await openInbox({ connection: server.url, name })
  t.teardown(() => Promise.all([worker.close(), inbox.close()]))
  const seen: string[] = []
  worker.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  for (const id of ['one', 'two']) {
    await inbox.put(recordOf(id))
    await until(() => seen.includes(id))
  }
  // Now it may.
  await server.command('ACL', 'SETUSER', 'deaf', '+subscribe')
  const channel = `{room-callbacks}:${name}:ready`
  await until(async () => ((await server.command('PUBSUB', 'NUMSUB', channel)) as [string, number])[1] === 1)
  t.same(seen, ['one', 'two'])
})
