import { setTimeout as pass } from 'node:timers/promises'
import type { LeasedEntry } from '@room-callbacks/core/inbox'
import { openInbox } from '@room-callbacks/postgres'
import pg from 'pg'
import t, { type Test } from 'tap'
import { offeredSelect } from '../../packages/postgres/src/migrations/sql/lease.ts'
import { put } from '../../packages/postgres/src/migrations/sql/put.ts'
import { BreakableLine } from '../redis/breakable-line.ts'
import { recordOf, waitingIds } from '../redis/record.ts'
import { until } from '../redis/until.ts'
import { PostgresServer } from './postgres-server.ts'
import { emptyTables, leaseFrom, openTestStore, testStore } from './tables.ts'

const server = await PostgresServer.start(['fsync=off'])
t.teardown(() => server.remove())
t.beforeEach(() => emptyTables(server))

const error = { code: 'handler-failed', message: 'as asked' }
const command = 'Room.CallbackAfterMemberLeave'
const idsOf = (entries: readonly LeasedEntry[]) => entries.map(({ record }) => record.id)

/** Fills the table with what waits, as 5,000 order keys have it, of which one in four rows may be leased. */
async function fill(rows: number): Promise<void> {
  await server.query(
    `INSERT INTO room_callbacks.entries (key, number, state, command, order_key, is_ordered, is_offered, at, received_at, size,
      record, body)
    SELECT gen_random_uuid(), i, 1, $1, md5((i % 5000)::text)::uuid, true, i < 5000, 0, 0, 500, '{"id":"x"}', repeat('x', 400)::bytea
    FROM generate_series(0, $2::int - 1) AS i`,
    [command, rows],
  )
  await server.query('INSERT INTO room_callbacks.commands VALUES ($1, $2)', [command, rows])
  await server.query('VACUUM ANALYZE room_callbacks.entries')
}

t.test('a lease among thousands of waiting keys reads an index, and what it leases', async (t) => {
  await fill(20_000)
  const select = offeredSelect
    .replaceAll('$schema', 'room_callbacks')
    .replaceAll('words', `ARRAY['${command}']`)
    .replaceAll('tried', `'{}'::uuid[]`)
    .replaceAll('wanted', '32')
  const client = new pg.Client(server.url)
  await client.connect()
  t.teardown(() => client.end())
  const { rows } = await client.query(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ${select}`)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  t.match(plan, /Index Scan using entries_offered on entries \(actual rows=32(\.00)? loops=1\)/)
  t.notMatch(plan, /Seq Scan/)
  t.comment(plan)
})

t.test('nothing that happens all the time scans the table', async (t) => {
  await fill(20_000)
  const store = await openTestStore(server, { settings: { order: 'key' } })
  const scans = async () => {
    await server.query('SELECT pg_stat_force_next_flush()').catch(() => {})
    const [row] = await server.query(`SELECT seq_scan::int AS scans, seq_tup_read::int AS rows FROM pg_stat_user_tables
      WHERE relname = 'entries' AND schemaname = 'room_callbacks'`)
    return row
  }
  await pass(100)
  const before = await scans()
  for (let i = 0; i < 20; i++) await store.put(recordOf(`one ${i}`, { orderKey: `a ${i % 3}` }), 1, 1000, 60_000)
  await store.announce([command], 1)
  const request = { limit: 32, now: 1, duration: 60_000, suspects: 'none' } as const
  await server.query(`UPDATE room_callbacks.entries SET is_offered = false WHERE body = repeat('x', 400)::bytea`)
  const own = await scans()
  const { entries } = await store.lease({ ...request, commands: '*' })
  t.same(idsOf(entries).sort(), ['one 0', 'one 1', 'one 2'])
  await store.extend(entries, 1000)
  await store.complete(entries[0] as LeasedEntry, 1, 2)
  await store.delay(entries[1] as LeasedEntry, 1, 5, error)
  await store.nextDueIn([command])
  await store.stats(1)
  await store.list('waiting', { limit: 3 })
  await store.expire(1)
  await store.close()
  await pass(1200)
  const after = await scans()
  t.match(own, { scans: Number(before?.['scans']) + 1 }, 'only the update of this test')
  t.same(after, own)
})

/** A store behind a line that keeps back answers. */
async function behindLine(t: Test) {
  const line = await BreakableLine.start(server.port)
  t.teardown(() => line.stop())
  const url = server.urlOf('postgres', Number(new URL(line.url).port))
  const store = await testStore(t, server, { url, queryTimeout: 1000 })
  await until(() => store.stats(1))
  return { line, store }
}

t.test('what was leased, and the answer was lost, is given again: it is no crash', async (t) => {
  const { line, store } = await behindLine(t)
  const other = await testStore(t, server)
  for (const id of ['one', 'two', 'three']) await other.put(recordOf(id), 1, 1000)
  line.keepBack('attempt')
  await t.rejects(leaseFrom(store, 2), { code: 'inbox-failed', message: /did not answer/ })
  await until(async () => (await other.stats(1)).running === 2)
  line.release()
  const again = await until(() => leaseFrom(store, 2))
  t.same(idsOf(again), ['one', 'two'], 'the same ones, although there are others')
  t.match(again, Array(2).fill({ attempt: 1, crashes: 0 }), 'as before the answer was lost')
  t.same(idsOf(await leaseFrom(store)), ['three'], 'and once')
})

t.test('what is stored is leased with the same statement, unless something older waits', async (t) => {
  const store = await testStore(t, server, { settings: { order: 'key' } })
  const put = (id: string, orderKey = id, lease = 60_000) => store.put(recordOf(id, { orderKey }), 1, 10_000, lease)
  const first = (await put('one', 'a')) as LeasedEntry
  t.match(first, { record: { id: 'one' }, attempt: 1, crashes: 0 })
  t.equal(await put('two', 'a'), 'stored', 'its order key is taken')
  t.match(await put('three'), { record: { id: 'three' } })
  t.match(await put('four', 'four', 0), 'stored')
  t.equal(await put('five'), 'stored', 'an older one waits')
  t.same(idsOf(await leaseFrom(store)), ['four', 'five'])
  t.equal(await store.complete(first, 1, 2), true)
  t.equal(await put('six'), 'stored', 'the next of an order key waits')
  t.same(idsOf(await leaseFrom(store)), ['two', 'six'])
  await store.put(recordOf('seven'), 1, 10_000, 1)
  await until(async () => (await store.nextDueIn('*')) === 0)
  t.equal(await put('eight'), 'stored', 'a lease is over')
  const group = await Promise.all(['nine', 'ten'].map((id) => put(id)))
  t.same(group, ['stored', 'stored'])
  t.match((await leaseFrom(store, 1))[0], { record: { id: 'seven' }, crashes: 1 })
  await leaseFrom(store)
  const both = (await Promise.all(['eleven', 'twelve'].map((id) => put(id)))) as LeasedEntry[]
  t.same(idsOf(both), ['eleven', 'twelve'], 'in one statement')
  t.ok((both[1] as LeasedEntry).fence > (both[0] as LeasedEntry).fence)
})

t.test(
  'a lease with a put whose answer was lost is given again, and one that came too late is given back',
  async (t) => {
    const { line, store } = await behindLine(t)
    line.keepBack('l ')
    const lost = store.put(recordOf('one'), 1, 10_000, 60_000)
    await t.rejects(lost, { code: 'inbox-failed', message: /did not answer/ })
    line.release()
    t.match(await until(() => leaseFrom(store)), [{ record: { id: 'one' }, attempt: 1, crashes: 0 }])
    line.keepBack('l ')
    await t.rejects(store.put(recordOf('two'), 1, 100, 60_000), { code: 'inbox-failed', message: /in time/ })
    line.release()
    const leased = await until(async () => {
      const found = await leaseFrom(await testStore(t, server))
      return found.length > 0 && found
    })
    t.match(leased, [{ record: { id: 'two' }, attempt: 1, crashes: 0 }])
  },
)

for (const name of ['complete', 'delay', 'deadLetter'] as const) {
  t.test(`${name}() that was written, and the answer was lost, is known when it is tried again`, async (t) => {
    const { line, store } = await behindLine(t)
    const settle = (leased: LeasedEntry, by = store) => {
      if (name === 'complete') return by.complete(leased, 1, Date.now() + 60_000)
      return name === 'delay' ? by.delay(leased, 1, 60_000, error) : by.deadLetter(leased, 1, error)
    }
    await store.put(recordOf('one'), 1, 1000)
    const [leased] = (await leaseFrom(store)) as [LeasedEntry]
    line.keepBack('ours')
    await t.rejects(settle(leased), { code: 'inbox-failed' })
    line.release()
    t.equal(await until(() => settle(leased)), true, 'it was ours')
    t.equal(await settle(leased), false, 'and now it is not leased any more')
    t.equal(await settle(leased, await testStore(t, server)), false, 'another process had it never')
  })
}

t.test('a step of the clock of the server ends no lease and no delay early, and holds none up', async (t) => {
  const clocks = { server: 1_000_000, monotonic: 0 }
  const pass = (duration: number, step = 0) => {
    clocks.monotonic += duration
    clocks.server += duration + step
  }
  const store = await testStore(t, server, {
    clocks: { server: () => clocks.server, monotonic: () => clocks.monotonic },
  })
  const lease = () => store.lease({ limit: 1, now: 1, duration: 10_000, commands: '*', suspects: 'one' })
  for (const step of [3_600_000, -7_200_000]) {
    await store.put(recordOf(`one ${step}`), 1, 1000)
    const { entries } = await lease()
    t.equal(entries.length, 1)
    pass(500, step)
    t.equal((await lease()).entries.length, 0, 'nothing is taken from the process that runs it')
    t.ok(((await store.nextDueIn('*')) as number) <= 10_000)
    pass(9800)
    const [again] = (await lease()).entries
    t.match(again, { crashes: 1 }, 'and it is over in time')
    await store.complete(again as LeasedEntry, 1, 2)
  }
})

t.test('two processes that lease at once share what there is', async (t) => {
  const stores = await Promise.all(Array.from({ length: 4 }, () => testStore(t, server)))
  const ids = Array.from({ length: 100 }, (_, index) => `one ${index}`)
  const [first] = stores as [(typeof stores)[0]]
  await Promise.all(ids.map((id) => first.put(recordOf(id), 1, 10_000)))
  const seen: string[] = []
  while (seen.length < ids.length) {
    const leased = await Promise.all(stores.map((store) => leaseFrom(store, 10)))
    t.ok(leased.some((entries) => entries.length > 0))
    seen.push(...leased.flatMap(idsOf))
  }
  t.same(seen.sort(), ids.sort())
})

t.test('dead letters and recorded decisions in pages', async (t) => {
  const inbox = await openInbox({ connection: server.url, queryTimeout: 20_000 })
  t.teardown(() => inbox.close())
  const ids = Array.from({ length: 620 }, (_, index) => `one ${index}`)
  await Promise.all(ids.map((id) => inbox.put(recordOf(id, { refusal: error }))))
  const listed = await inbox.list('dead', { limit: 1000 })
  t.same(
    listed.map(({ record }) => record.id),
    ids,
  )
  t.equal((await inbox.list('dead', { limit: 5, after: 'one 600' })).length, 5)
  t.same(await inbox.list('dead', { limit: 0 }), [])
  t.equal(await inbox.retry('all'), 620)
  t.equal((await waitingIds(inbox)).length, 620)
  await Promise.all(ids.map((id) => inbox.put(recordOf(`kept ${id}`, { answer: '{}' }))))
  t.equal(await inbox.purge({ state: 'recorded' }), 620)
})

t.test('the ids of what was handled, and effects, are forgotten in pages', async (t) => {
  const store = await testStore(t, server, { settings: { retention: 1000 } })
  await server.query(`INSERT INTO room_callbacks.handled SELECT gen_random_uuid(), 5, 0 FROM generate_series(1, 2500)`)
  await server.query(
    `INSERT INTO room_callbacks.effects SELECT i::text, now() - interval '1 hour' FROM generate_series(1, 3) i`,
  )
  await store.expire(10)
  t.same(await server.query('SELECT count(*)::int FROM room_callbacks.handled'), [{ count: 0 }])
  t.same(await server.query('SELECT count(*)::int FROM room_callbacks.effects'), [{ count: 0 }])
})

t.test('what waits in great number for a command that no process handles becomes dead letters in pages', async (t) => {
  const clock = { now: 1_000_000 }
  const settings = { order: 'key', unhandledAfter: 1000, retention: 3_600_000 } as const
  const store = await testStore(t, server, { settings, clocks: { server: () => clock.now } })
  await store.announce([command, 'Other'], 1)
  await Promise.all(
    Array.from({ length: 1100 }, (_, i) => store.put(recordOf(`one ${i}`, { orderKey: `${i % 7}` }), 1, 20_000)),
  )
  for (let i = 0; i < 4; i++) {
    clock.now += 400
    await store.announce(['Other'], 1)
  }
  t.same(await store.expire(2), [])
  t.match(await store.stats(2), { waiting: 0, dead: 1100, unhandled: 1100, refused: 1100, bytes: 0 })
  await store.announce([command], 3)
  t.match(await store.stats(3), { waiting: 1100, dead: 0 })
})

t.test('a process that waits learns of what another one stored, and of a listener that was cut', async (t) => {
  const place = { connection: server.url, queryTimeout: 20_000 }
  const [receiver, worker] = [await openInbox(place), await openInbox(place)]
  t.teardown(() => Promise.all([receiver.close(), worker.close()]))
  const seen: string[] = []
  const delivery = worker.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  for (const id of ['one', 'two']) {
    await receiver.put(recordOf(id))
    await until(() => seen.includes(id))
    await server.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`)
  }
  await delivery.close()
})

t.test('a listener that is cut while it begins to listen is made once more, not twice', async (t) => {
  const line = await BreakableLine.start(server.port)
  t.teardown(() => line.stop())
  const pool = new pg.Pool({ connectionString: server.urlOf('postgres', Number(new URL(line.url).port)) })
  const inbox = await openInbox({ pool, queryTimeout: 20_000 })
  const listeners = async () => {
    const all = `SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND backend_type = 'client backend'`
    return (await server.query(all)).length
  }
  line.keepBack('LISTEN')
  const delivery = inbox.deliver(async () => ({ state: 'handled' }))
  await until(async () => (await listeners()) === 1)
  line.reset()
  line.release()
  await until(async () => (await listeners()) === 0)
  await until(async () => (await listeners()) > 0)
  // A second one would begin at the same time.
  await new Promise((resolve) => setTimeout(resolve, 200))
  t.equal(await listeners(), 1)
  await delivery.close()
  await inbox.close()
  // It waits for every connection that is not given back.
  await pool.end()
})

t.test(
  'a group of puts is parsed once: a field that is read in its loop reads all packets for each of them',
  async (t) => {
    const [, body = ''] = put.split('put_entries(request text)')
    t.equal(body.match(/request::json/g)?.length, 1)
    const loop = body.slice(body.indexOf('LOOP'), body.lastIndexOf('END LOOP'))
    t.notMatch(loop, /asked|->/)
  },
)
