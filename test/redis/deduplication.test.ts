import { type DeduplicationStore, MemoryStore, type Reply } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { redisDeduplication } from '@room-callbacks/redis'
import { inject, packet } from '@room-callbacks/testing'
import { Cluster, Redis } from 'ioredis'
import t, { type Test } from 'tap'
import { deferred } from '../core/receiver.ts'
import { patience } from '../unhurried.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

const server = await RedisServer.start()
t.teardown(() => server.remove())
const redis = new Redis(server.url)
t.teardown(() => redis.disconnect())

const reply: Reply = {
  outcome: 'handled',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{}',
  close: false,
}
const minute = 60_000
let count = 0

/** A claim as one delivery has it. */
async function claiming(store: DeduplicationStore, key: string, lease = minute) {
  const token = ++count
  const claim = await store.claim(key, token, lease)
  return {
    ...claim,
    complete: () => store.complete(key, token, reply, minute),
    release: () => store.release(key, token),
  }
}

function opened(t: Test, options = {}) {
  const store = redisDeduplication({ connection: server.url, ...options })
  t.teardown(() => store.close())
  return store
}

/** A machine of its own: a receiver, and what it handled. */
function machine(t: Test, prefix: string, deduplication = {}) {
  const seen: string[] = []
  const errors: unknown[] = []
  const callbacks = roomCallbacks(1400000000, {
    deadline: patience,
    deduplication: { store: opened(t, { prefix, commandTimeout: 30_000 }), ...deduplication },
  }).on('error', (error) => errors.push(error))
  return { callbacks, seen, errors }
}

const leave = (room: string) => packet('Room.CallbackAfterMemberLeave', { RoomId: room })

t.test('what one machine handled, another answers', async (t) => {
  const [first, second] = [machine(t, 'shared:'), machine(t, 'shared:')]
  for (const { callbacks, seen } of [first, second]) {
    callbacks.on('Room.CallbackAfterMemberLeave', ({ RoomId }) => void seen.push(RoomId))
  }
  const body = leave('one')
  t.equal((await inject(first.callbacks, body)).outcome, 'handled')
  t.equal((await inject(second.callbacks, body)).outcome, 'duplicate')
  t.equal((await inject(second.callbacks, leave('two'))).outcome, 'handled')
  t.same([first.seen, second.seen], [['one'], ['two']])
})

t.test('a repetition waits for the machine that handles it', async (t) => {
  const [first, second] = [machine(t, 'waiting:'), machine(t, 'waiting:')]
  const [began, mayEnd] = [deferred(), deferred()]
  first.callbacks.on('Room.CallbackAfterMemberLeave', async () => {
    began.resolve()
    await mayEnd.promise
  })
  second.callbacks.on('Room.CallbackAfterMemberLeave', () => void second.seen.push('again'))
  const body = leave('one')
  const answers = [inject(first.callbacks, body)]
  await began.promise
  answers.push(inject(second.callbacks, body))
  mayEnd.resolve()
  t.same(
    (await Promise.all(answers)).map(({ outcome }) => outcome),
    ['handled', 'duplicate'],
  )
  t.same(second.seen, [])
})

t.test('when a machine fails, the next delivery is the first again', async (t) => {
  const [first, second] = [machine(t, 'failing:'), machine(t, 'failing:')]
  first.callbacks.on('Room.CallbackAfterMemberLeave', () => {
    throw new Error('broken')
  })
  second.callbacks.on('Room.CallbackAfterMemberLeave', () => {})
  const body = leave('one')
  t.equal((await inject(first.callbacks, body)).status, 500)
  t.equal((await inject(second.callbacks, body)).outcome, 'handled')
})

t.test('without Redis callbacks are handled, and the error is told', async (t) => {
  const other = await RedisServer.start()
  const store = redisDeduplication({ connection: other.url, commandTimeout: 3000 })
  t.teardown(() => store.close())
  const codes: string[] = []
  const callbacks = roomCallbacks(1400000000, { deduplication: { store }, deadline: patience })
    .on('Room.CallbackAfterMemberLeave', () => {})
    .on('error', ({ code }) => codes.push(code))
  t.equal((await inject(callbacks, leave('one'))).outcome, 'handled')
  await other.kill()
  t.equal((await inject(callbacks, leave('two'))).outcome, 'handled')
  t.ok(codes.length > 0 && codes.every((code) => code === 'deduplication-failed'))
  await other.restart()
  const before = codes.length
  const body = leave('three')
  await until(async () => (await inject(callbacks, body)).outcome === 'duplicate')
  t.ok(codes.length >= before)
  await other.remove()
})

t.test('a holder whose lease is over cannot touch the next claim', async (t) => {
  const store = opened(t)
  for (const late of ['complete', 'release'] as const) {
    const key = `key ${++count}`
    const old = await claiming(store, key, 1)
    const next = await until(async () => {
      const claim = await claiming(store, key)
      return claim.state === 'claimed' ? claim : undefined
    })
    await old[late]()
    t.match(await claiming(store, key), { state: 'running' }, late)
    await next.complete()
    t.match(await claiming(store, key), { state: 'finished', reply })
  }
})

t.test('what was finished after its lease is remembered, when nothing claimed it since', async (t) => {
  const store = opened(t)
  const claim = await claiming(store, 'late', 1)
  await until(async () => (await redis.exists('room-callbacks:seen:late')) === 0)
  await claim.complete()
  t.match(await claiming(store, 'late'), { state: 'finished' })
})

t.test('a claim that is never completed ends with its lease', async (t) => {
  const store = opened(t)
  await claiming(store, 'abandoned', 3000)
  t.equal((await claiming(store, 'abandoned')).state, 'running')
  await until(async () => (await claiming(store, 'abandoned')).state === 'claimed')
})

t.test('a cluster: each command has one key', async (t) => {
  const settings = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--appendfsync', 'always']
  const node = await RedisServer.start(settings)
  t.teardown(() => node.remove())
  await node.command('CLUSTER', 'ADDSLOTSRANGE', 0, 16383)
  await until(async () => /cluster_state:ok/.test(String(await node.command('CLUSTER', 'INFO'))))
  const cluster = new Cluster([{ host: '127.0.0.1', port: node.port }])
  t.teardown(() => cluster.disconnect())
  const store = opened(t, { connection: cluster, commandTimeout: 5000 })
  await (await claiming(store, 'one')).release()
  await (await claiming(store, 'one')).complete()
  t.match(await claiming(store, 'one'), { state: 'finished' })
  await node.kill()
  await t.rejects(claiming(store, 'one'))
  await until(() =>
    claiming(store, 'one').then(
      () => false,
      ({ message }) => message === 'The cluster is away.',
    ),
  )
  await node.restart()
  t.match(await until(() => claiming(store, 'one')), { state: 'finished' }, 'it comes back')
})

t.test('options that are not valid', async (t) => {
  t.throws(() => redisDeduplication({ connection: '' }), { code: 'invalid-option' })
  t.throws(() => redisDeduplication({ connection: server.url, commandTimeout: 0 }), { code: 'invalid-option' })
})

t.test('it says the same as the store in memory', async (t) => {
  for (const store of [opened(t), new MemoryStore(10)]) {
    const key = `key ${++count}`
    const claim = await claiming(store, key)
    t.equal((await claiming(store, key)).state, 'running')
    await claim.release()
    const next = await claiming(store, key)
    t.equal(next.state, 'claimed')
    await next.complete()
    t.match(await claiming(store, key), { state: 'finished', reply })
  }
})
