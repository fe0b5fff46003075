import { openInbox } from '@room-callbacks/redis'
import t from 'tap'
import { BreakableLine } from './breakable-line.ts'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

const server = await RedisServer.start(['--appendonly', 'no'])
t.teardown(() => server.remove())

let count = 0

t.test('a process that wakes up hears what came while its connection was away', async (t) => {
  const line = await BreakableLine.start(server.port)
  const name = `woken-${++count}`
  const inbox = await openInbox({ connection: server.url, name })
  const worker = await openInbox({ connection: line.url, name, commandTimeout: 3000 })
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
