import t from 'tap'
import { nameOf, recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { leaseFrom, newBase, testStore } from './test-store.ts'

const server = await RedisServer.start(['--appendonly', 'no'])
t.teardown(() => server.remove())

const error = { code: 'handler-failed', message: 'as asked' }

t.test('an entry that another program wrote to stops no other', async (t) => {
  const base = newBase()
  const store = testStore(t, server, { base, settings: { order: 'key' } })
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
    for (const id of [what, `${what}, behind it`]) await store.put(recordOf(id, { orderKey: what }), 1, 1000)
    await breakIt(`${base}entry:${nameOf(what)}`)
  }
  const waiting = await store.list('waiting', { limit: 100 })
  t.equal(waiting.length, 14, 'all are listed')
  const told = waiting.filter(({ error: why }) => why?.code === 'inbox-failed')
  t.equal(told.length, 5, 'those that cannot be read say so')

  const seen = new Set<string>()
  for (let turn = 0; turn < 20; turn++) {
    for (const leased of await leaseFrom(store)) {
      seen.add(leased.record.id)
      t.equal(await store.complete(leased, 1, 2), true)
    }
  }
  // Its hash is gone, and with it the name of its room: the next that is put there mends the room.
  for (const what of Object.keys(breakages)) await store.put(recordOf(`${what}, later`, { orderKey: what }), 1, 1000)
  for (let turn = 0; turn < 20; turn++) {
    for (const leased of await leaseFrom(store)) {
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
