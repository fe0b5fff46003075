import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AttemptResult } from '@room-callbacks/core/inbox'
import { type Connection, openInbox, redisDeduplication } from '@room-callbacks/redis'
import { Cluster, Redis } from 'ioredis'
import t, { type Test } from 'tap'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

const server = await RedisServer.start()
t.teardown(() => server.remove())
const { port } = server

t.test('options that are not valid', async (t) => {
  const connection = { port }
  const wrong: Record<string, object> = {
    connection: {},
    name: { connection, name: 'a:b' },
    prefix: { connection, prefix: 'no-braces' },
    commandTimeout: { connection, commandTimeout: 0 },
    attempts: { connection, attempts: 0 },
    window2: { connection, window2: 1 },
  }
  for (const [name, options] of Object.entries(wrong)) {
    await t.rejects(openInbox(options as never), { code: 'invalid-option', message: new RegExp(`${name}\\b`) }, name)
  }
})

t.test('keyPrefix of ioredis, wherever it stands', async (t) => {
  const cluster = new Cluster([{ host: '127.0.0.1', port }], { redisOptions: { keyPrefix: 'app:' }, lazyConnect: true })
  const own = new Cluster([{ host: '127.0.0.1', port }], { keyPrefix: 'app:', lazyConnect: true })
  const connections: Connection[] = [
    { port, keyPrefix: 'app:' },
    `${server.url}?keyPrefix=app:`,
    new Redis({ port, keyPrefix: 'app:', lazyConnect: true }),
    cluster,
    own,
  ]
  for (const connection of connections) {
    await t.rejects(openInbox({ connection }), { code: 'invalid-option', message: /keyPrefix .* prefix instead/ })
  }
})

t.test('a wrong password', async (t) => {
  await server.command('ACL', 'SETUSER', 'guarded', 'on', '>right', '~*', '&*', '+@all')
  for (const connection of [`redis://guarded:wrong@127.0.0.1:${port}`, { port, username: 'guarded' }]) {
    const refusal = { code: 'inbox-failed', message: /(WRONGPASS|NOAUTH|NOPERM) .*/ }
    // It does not wait for what does not change: ten times this would be an hour.
    await t.rejects(openInbox({ connection, commandTimeout: 360_000 }), refusal)
  }
})

t.test('a database that the server does not have is not another one', async (t) => {
  const outOfRange: Connection[] = [`${server.url}/16`, `${server.url}?db=16`, { port, db: 16 }]
  const refusal = { code: 'inbox-failed', message: /DB index is out of range .*"databases"/ }
  for (const connection of [...outOfRange, new Redis({ port, db: 16, lazyConnect: true })]) {
    await t.rejects(openInbox({ connection, commandTimeout: 360_000 }), refusal)
    const store = redisDeduplication({ connection })
    for (const _time of [1, 2]) await t.rejects(store.claim('a', 1, 1000), { message: /DB index is out of range/ })
    await store.close()
  }
  const cluster = new Cluster([{ host: '127.0.0.1', port }], { redisOptions: { db: 1 }, lazyConnect: true })
  const mistaken: Connection[] = [{ port, db: -1 }, { port, db: 1.5 }, `${server.url}?db=-1`, cluster]
  for (const connection of [...mistaken, `${server.url}/one`, `${server.url}/1.5`, `${server.url}/1/2`]) {
    const mistake = { code: 'invalid-option', message: /a number from 0 for the database|a URL such as/ }
    await t.rejects(openInbox({ connection }), mistake)
    t.throws(() => redisDeduplication({ connection }), mistake)
  }
  const other = await openInbox({ connection: `${server.url}/15`, name: 'other' })
  await other.put(recordOf('one'))
  t.equal(await server.command('EXISTS', '{room-callbacks}:other:numbers'), 0, 'it is not in database 0')
  await other.close()
})

t.test('a read-only replica, and one that writes', async (t) => {
  const replica = await RedisServer.start(['--replicaof', '127.0.0.1', String(port)])
  t.teardown(() => replica.remove())
  for (const value of ['yes', 'no']) {
    await replica.command('CONFIG', 'SET', 'replica-read-only', value)
    const opening = openInbox({ connection: replica.url, commandTimeout: 360_000 })
    await t.rejects(opening, { code: 'inbox-failed', message: /replica.* connect to its primary/ })
  }
})

t.test('too few replicas, and a disk that is full', async (t) => {
  for (const [name, value, message] of [
    ['min-replicas-to-write', '1', /NOREPLICAS .* min-replicas-to-write/],
  ] as const) {
    await server.command('CONFIG', 'SET', name, value)
    await t.rejects(openInbox({ connection: server.url, commandTimeout: 300 }), { code: 'inbox-failed', message })
    await server.command('CONFIG', 'SET', name, '0')
  }
})

/** An instance whose copies get another answer to INFO. */
function answering(info: string): Redis {
  const original = new Redis({ port, lazyConnect: true })
  const duplicate: Redis['duplicate'] = (options) => {
    const copy = Redis.prototype.duplicate.call(original, { ...options, enableReadyCheck: false })
    copy.info = (async () => info) as Redis['info']
    return copy
  }
  return Object.assign(original, { duplicate })
}

t.test('a Redis that is too old', async (t) => {
  for (const version of ['5.0.14', '6.0.16']) {
    const opening = openInbox({ connection: answering(`redis_version:${version}\r\nrole:master\r\n`) })
    await t.rejects(opening, { code: 'inbox-failed', message: new RegExp(`Redis ${version}; 6.2 or newer`) })
  }
  for (const version of ['6.2.0', '7.2.4', '8.0.0', '10.1', 'unstable']) {
    const inbox = await openInbox({
      connection: answering(`redis_version:${version}\r\naof_enabled:0\r\n`),
      name: version,
    })
    t.equal(inbox.persistence, 'none')
    await inbox.close()
  }
})

t.test('a server that tells no version', async () => {
  const inbox = await openInbox({ connection: answering('role:master\r\n'), name: 'versionless' })
  await inbox.close()
})

t.test('a server that does not give back what it stored', async (t) => {
  const original = new Redis({ port, lazyConnect: true })
  const duplicate: Redis['duplicate'] = (options) => {
    const copy = Redis.prototype.duplicate.call(original, options)
    const define = copy.defineCommand.bind(copy)
    copy.defineCommand = (name, script) =>
      define(name, name === 'inbox:lease' ? { ...script, lua: "return { '0', 0, '', {} }" } : script)
    return copy
  }
  const opening = openInbox({ connection: Object.assign(original, { duplicate }), commandTimeout: 50 })
  await t.rejects(opening, { code: 'inbox-failed', message: /did not give back what it had stored/ })
})

t.test('a Unix socket', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const connection = join(folder, 'socket')
  const local = await RedisServer.start(['--unixsocket', connection])
  t.teardown(() => local.remove())
  const inbox = await openInbox({ connection })
  t.equal(await inbox.put(recordOf('one')), 'stored')
  await inbox.close()
})

t.test('a server that may drop what it acknowledged', async (t) => {
  await server.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
  await t.rejects(openInbox({ connection: server.url }), { code: 'inbox-failed', message: /maxmemory-policy/ })
  await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
})

t.test('Redis goes away while it is asked what it is', async (t) => {
  const original = new Redis(port)
  t.teardown(() => original.disconnect())
  let questions = 0
  const duplicate: Redis['duplicate'] = (options) => {
    const copy = Redis.prototype.duplicate.call(original, options)
    const ask = copy.info.bind(copy) as Redis['info']
    copy.info = ((...values: []) => {
      // The first is of ioredis itself, before it says that it is ready.
      if (++questions === 2) copy.disconnect(true)
      if (questions === 4) return Promise.reject(new Error('This one was lost.'))
      return ask(...values)
    }) as Redis['info']
    return copy
  }
  const inbox = await openInbox({ connection: Object.assign(original, { duplicate }) })
  t.equal(questions, 5, 'it is asked again, when it is ready again')
  t.equal(await inbox.put(recordOf('after')), 'stored')
  await inbox.close()
})

t.test('how soon Redis writes to disk', async (t) => {
  const persistence = async (connection: string) => {
    const inbox = await openInbox({ connection })
    await inbox.close()
    return inbox.persistence
  }
  for (const value of ['always', 'no', 'everysec']) {
    await server.command('CONFIG', 'SET', 'appendfsync', value)
    t.equal(await persistence(server.url), value)
  }
  await server.command('ACL', 'SETUSER', 'managed', 'on', '>secret', '~*', '&*', '+@all', '-config')
  t.equal(await persistence(`redis://managed:secret@127.0.0.1:${port}`), 'unknown')
  await server.command('CONFIG', 'SET', 'appendonly', 'no')
  t.equal(await persistence(server.url), 'none')
  await server.command('CONFIG', 'SET', 'appendonly', 'yes')
})

t.test('an instance is duplicated, and left as it is', async (t) => {
  const instance = new Redis({ port, lazyConnect: true, maxRetriesPerRequest: 5 })
  t.teardown(() => instance.disconnect())
  const inbox = await openInbox({ connection: instance, name: 'instance' })
  inbox.deliver(async () => ({ state: 'handled' }))
  await inbox.put(recordOf('one'))
  await inbox.drain()
  await inbox.close()
  t.equal(instance.status, 'wait')
  t.equal(await instance.ping(), 'PONG')
})

/** A cluster of one node, which has all slots. */
async function startCluster(t: Test): Promise<Cluster> {
  const node = await RedisServer.start(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'])
  t.teardown(() => node.remove())
  await node.command('CLUSTER', 'ADDSLOTSRANGE', 0, 16383)
  await until(async () => /cluster_state:ok/.test(String(await node.command('CLUSTER', 'INFO'))))
  const cluster = new Cluster([{ host: '127.0.0.1', port: node.port }])
  t.teardown(() => cluster.disconnect())
  return cluster
}

t.test('a cluster', async (t) => {
  const cluster = await startCluster(t)
  const inbox = await openInbox({ connection: cluster, order: 'key' })
  const seen: string[] = []
  inbox.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  for (const id of ['one', 'two', 'three']) await inbox.put(recordOf(id, { orderKey: 'a' }))
  await inbox.drain()
  t.same(seen, ['one', 'two', 'three'])
  t.equal(inbox.persistence, 'everysec')
  await inbox.close()
  t.equal(await cluster.ping(), 'PONG', 'the user closes what is theirs')
  for (const node of cluster.nodes('master')) await node.config('SET', 'appendonly', 'no')
  const fleeting = await openInbox({ connection: cluster, name: 'fleeting' })
  t.equal(fleeting.persistence, 'none')
  await fleeting.close()
})

t.test('a cluster whose handler hangs does not keep close() waiting', async (t) => {
  const cluster = await startCluster(t)
  const inbox = await openInbox({ connection: cluster })
  let free: (result: AttemptResult) => void = () => {}
  const hung = new Promise<void>((resolve) => {
    inbox.deliver(() => {
      resolve()
      return new Promise((end) => {
        free = end
      })
    })
  })
  await inbox.put(recordOf('one'))
  await hung
  await t.rejects(inbox.close({ timeout: 1 }), { code: 'close-timeout' })
  // Its worker looks after it for as long as it runs, and so long would this process.
  free({ state: 'handled' })
})
