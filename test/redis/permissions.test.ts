import { readdirSync, readFileSync } from 'node:fs'
import { openInbox } from '@room-callbacks/redis'
import { Redis } from 'ioredis'
import t from 'tap'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'

const server = await RedisServer.start()
t.teardown(() => server.remove())
const { port } = server

const page = readFileSync('docs/redis.md', 'utf8')
const rules = /^ACL SETUSER callbacks on >password (.*)$/m.exec(page)?.[1]?.split(' ') ?? []

t.test('a permission that is missing, whichever it is', async (t) => {
  const connection = `redis://lacking:secret@127.0.0.1:${port}`
  const scripts = readdirSync('packages/redis/src/scripts').map((file) =>
    readFileSync(`packages/redis/src/scripts/${file}`, 'utf8'),
  )
  const inScripts = [...scripts.join('').matchAll(/call\('([A-Z]+)'/g)].map(([, name = '']) => name.toLowerCase())
  const commands = new Set(['evalsha', 'eval', 'info', ...inScripts])
  t.ok(commands.size > 20)
  for (const command of commands) {
    await server.command('ACL', 'SETUSER', 'lacking', 'reset', 'on', '>secret', ...rules, `-${command}`)
    const opening = openInbox({ connection, order: 'key', commandTimeout: 360_000 })
    const refusal = { code: 'inbox-failed', message: /docs\/redis\.md#permissions/ }
    await t.rejects(opening, refusal, command)
  }
  for (const denied of ['resetkeys', 'resetchannels']) {
    await server.command('ACL', 'SETUSER', 'lacking', 'reset', 'on', '>secret', ...rules, denied)
    await t.rejects(
      openInbox({ connection, commandTimeout: 360_000 }),
      { code: 'inbox-failed', message: /permissions/ },
      denied,
    )
  }
  t.same(await server.command('KEYS', '*trial-*'), [], 'what was tried is removed')
})

t.test('the user of docs/redis.md cannot read the configuration', async (t) => {
  await server.command('ACL', 'SETUSER', 'reader', 'reset', 'on', '>secret', ...rules)
  const user = new Redis({ port, username: 'reader', password: 'secret' })
  t.teardown(() => user.disconnect())
  for (const name of ['requirepass', 'masterauth', '*']) {
    await t.rejects(user.config('GET', name), { message: /^NOPERM/ }, name)
  }
  const commands = [
    'FLUSHALL',
    'KEYS *',
    'ACL LIST',
    'SCRIPT FLUSH',
    'FUNCTION LIST',
    'REPLICAOF NO ONE',
    'CONFIG SET dir /',
    'GET key',
  ]
  for (const command of commands) {
    const [name = '', ...values] = command.split(' ')
    await t.rejects(user.call(name, ...values), { message: /^NOPERM/ }, command)
  }
})

t.test('the permissions that docs/redis.md names are enough', async (t) => {
  await server.command('ACL', 'SETUSER', 'least', 'on', '>secret', ...rules)
  const inbox = await openInbox({ connection: `redis://least:secret@127.0.0.1:${port}`, name: 'least', order: 'key' })
  t.teardown(() => inbox.close())
  inbox.deliver(async () => ({ state: 'handled' }))
  t.equal(await inbox.put(recordOf('one', { orderKey: 'a' })), 'stored')
  await inbox.drain()
  t.ok((await inbox.stats()).rate > 0)
  t.equal(inbox.persistence, 'unknown')
})
