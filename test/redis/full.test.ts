import { openInbox } from '@room-callbacks/redis'
import t, { type Test } from 'tap'
import { nameOf, recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { testStore } from './test-store.ts'
import { until } from './until.ts'

const error = { code: 'handler-failed', message: 'as asked' }
const keys = '{room-callbacks}:callbacks:'

async function started(t: Test): Promise<RedisServer> {
  const server = await RedisServer.start(['--appendonly', 'no'])
  t.teardown(() => server.remove())
  return server
}

const large = (id: string) =>
  recordOf(id, { body: Buffer.from(`"${'x'.repeat(20_000)}"`), orderKey: `room ${id.length}` })

t.test('a Redis that is full of what waits is drained, without more memory', async (t) => {
  const server = await started(t)
  const receiver = await openInbox({ connection: server.url, order: 'key', commandTimeout: 20_000 })
  t.teardown(() => receiver.close())
  const used = Number(/used_memory:(\d+)/.exec(String(await server.command('INFO', 'memory')))?.[1])
  await server.command('CONFIG', 'SET', 'maxmemory', used + 4_000_000)
  let stored = 0
  const refusal = await until(async () => {
    for (;;) {
      const refused = await receiver.put(large(`one ${stored}`)).catch((error: unknown) => error)
      if (refused !== 'stored') return refused
      stored++
    }
  })
  t.match(refusal, { code: 'inbox-failed', message: /OOM .* The memory of Redis is full/ })
  t.ok(stored > 50, `${stored} are stored`)
  t.equal((await receiver.stats()).waiting, stored, 'the statistics need no memory')

  const worker = await openInbox({ connection: server.url, order: 'key', backoff: 1, commandTimeout: 20_000 })
  t.teardown(() => worker.close())
  t.equal(await server.command('EXISTS', `${keys}entry:${nameOf('trial')}`), 0)
  const seen = new Set<string>()
  worker.deliver(async ({ id }, { number }) => {
    if (number === 1 && seen.size % 3 === 0) return { state: 'failed', error }
    seen.add(id)
    return { state: 'handled' }
  })
  await worker.drain()
  t.equal(seen.size, stored, 'a process that starts then handles all of them')
  t.equal(await receiver.put(large('after')), 'stored', 'and there is room again')
})

t.test('without any memory to have, each step but storing works', async (t) => {
  const server = await started(t)
  const store = testStore(t, server, { settings: { order: 'key', retention: 1 } })
  const lease = async () => {
    const { entries } = await store.lease({ limit: 1, now: 1, duration: 60_000, commands: '*', suspects: 'none' })
    return entries[0] as NonNullable<(typeof entries)[0]>
  }
  for (const id of ['one', 'two']) await store.put(recordOf(id, { orderKey: 'a' }), 1, 1000)
  const before = await server.command('DUMP', `${keys}numbers`)
  await server.command('CONFIG', 'SET', 'maxmemory', 1)
  for (const refusal of [undefined, error]) {
    const record = recordOf('three', refusal ? { refusal } : {})
    await t.rejects(store.put(record, 1, 1000), { code: 'inbox-failed', message: /OOM/ })
  }
  t.equal(await server.command('EXISTS', `${keys}entry:${nameOf('three')}`), 0, 'nothing of it is written')
  t.same(await server.command('DUMP', `${keys}numbers`), before)
  await store.announce(['Room.CallbackAfterMemberLeave'], 1)
  const held = await lease()
  t.same(await store.extend([held], 60_000), [held.fence])
  await store.release([held])
  t.equal(await store.delay(await lease(), 1, 0, error), true)
  t.equal(await store.deadLetter(await lease(), 1, error), true)
  t.same(await store.retry('one', 1), ['one'])
  t.equal(await store.complete(await lease(), 1, 1000), true)
  t.equal(await store.deadLetter(await lease(), 1, error), true)
  t.equal((await store.list('dead', { limit: 9 })).length, 1)
  t.same(await store.expire(10_000), ['one'])
  t.match(await store.stats(1), { waiting: 0, running: 0, delayed: 0, dead: 0, bytes: 0 })
})

t.test('capacityBytes refuses before Redis does', async (t) => {
  const server = await started(t)
  const inbox = await openInbox({ connection: server.url, capacityBytes: 100_000, commandTimeout: 20_000 })
  t.teardown(() => inbox.close())
  for (let index = 0; index < 4; index++) await inbox.put(large(`one ${index}`))
  await t.rejects(inbox.put(large('more')), { code: 'inbox-full' })
})
