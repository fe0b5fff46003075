import { MemoryStore, type Reply } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { migrate, postgresDeduplication } from '@room-callbacks/postgres'
import { inject, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { until } from '../redis/until.ts'
import { patience } from '../unhurried.ts'
import { PostgresServer } from './postgres-server.ts'

const server = await PostgresServer.start(['fsync=off'])
t.teardown(() => server.remove())
await migrate({ connection: server.url })

const reply: Reply = { outcome: 'handled', status: 200, headers: { 'content-type': 'x' }, body: '{}', close: false }
const minute = 60_000

function opened(t: Test, options = {}) {
  const store = postgresDeduplication({ connection: server.url, queryTimeout: 20_000, ...options })
  t.teardown(() => store.close())
  return store
}

t.test('it says the same as the store in memory', async (t) => {
  for (const store of [opened(t), new MemoryStore(10)]) {
    t.match(await store.claim('one', 1, minute), { state: 'claimed' })
    t.match(await store.claim('one', 2, minute), { state: 'running' })
    await store.release('one', 1)
    t.match(await store.claim('one', 3, minute), { state: 'claimed' })
    await store.complete('one', 3, reply, minute)
    t.match(await store.claim('one', 4, minute), { state: 'finished', reply })
  }
})

t.test('a holder whose lease is over cannot touch the next claim', async (t) => {
  const store = opened(t)
  for (const late of ['complete', 'release'] as const) {
    await store.claim(late, 1, 1)
    await until(async () => (await store.claim(late, 2, minute)).state === 'claimed')
    if (late === 'complete') await store.complete(late, 1, reply, minute)
    else await store.release(late, 1)
    t.match(await store.claim(late, 3, minute), { state: 'running' }, late)
  }
  await store.claim('alone', 1, 1)
  await until(async () => (await server.query('SELECT FROM room_callbacks.claims WHERE until < now()')).length > 0)
  await store.complete('alone', 1, reply, minute)
  t.match(await store.claim('alone', 2, minute), { state: 'finished' }, 'nothing claimed it since')
})

t.test('of many machines that claim at once, one has it', async (t) => {
  const stores = Array.from({ length: 5 }, () => opened(t))
  const claims = await Promise.all(stores.map((store, token) => store.claim('many', token, minute)))
  t.equal(claims.filter(({ state }) => state === 'claimed').length, 1)
})

t.test('what one machine handled, another answers', async (t) => {
  const seen: string[] = []
  const machine = () =>
    roomCallbacks(1400000000, { deadline: patience, deduplication: { store: opened(t) } }).on(
      'Room.CallbackAfterMemberLeave',
      ({ RoomId }) => void seen.push(RoomId),
    )
  const [first, second] = [machine(), machine()]
  const body = packet('Room.CallbackAfterMemberLeave', { RoomId: 'shared' })
  t.equal((await inject(first, body)).outcome, 'handled')
  t.equal((await inject(second, body)).outcome, 'duplicate')
  t.same(seen, ['shared'])
})

t.test('what is over is forgotten, every minute', async (t) => {
  const timers: (() => void)[] = []
  const original = globalThis.setInterval
  globalThis.setInterval = ((run: () => void) => {
    timers.push(run)
    return original(() => {}, minute)
  }) as never
  const store = opened(t)
  globalThis.setInterval = original
  await server.query(
    `INSERT INTO room_callbacks.claims SELECT gen_random_uuid(), '', now(), '' FROM generate_series(1, 1500)`,
  )
  await store.claim('kept', 1, minute)
  for (const run of timers) run()
  await until(async () => (await server.query('SELECT FROM room_callbacks.claims WHERE until < now()')).length === 0)
  t.match(await store.claim('kept', 1, minute), { state: 'running' })
})

t.test('without Postgres callbacks are handled, and the error is told', async (t) => {
  const store = opened(t, { queryTimeout: 500 })
  const codes: string[] = []
  const callbacks = roomCallbacks(1400000000, { deduplication: { store }, deadline: patience })
    .on('Room.CallbackAfterMemberLeave', () => {})
    .on('error', ({ code }) => codes.push(code))
  await server.kill()
  const body = packet('Room.CallbackAfterMemberLeave', { RoomId: 'alone' })
  t.equal((await inject(callbacks, body)).outcome, 'handled')
  t.ok(codes.length > 0 && codes.every((code) => code === 'deduplication-failed'))
  await server.restart()
  await until(async () => (await inject(callbacks, body)).outcome === 'duplicate')
})
