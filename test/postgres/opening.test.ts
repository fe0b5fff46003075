import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { inspect } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { migrate, migrationSql, openInbox, postgresDeduplication, type Queryable } from '@room-callbacks/postgres'
import pg from 'pg'
import postgres from 'postgres'
import t, { type Test } from 'tap'
import { tellWeakDurability } from '../../packages/postgres/src/connect/check-server.ts'
import { openDatabase } from '../../packages/postgres/src/connect/database.ts'
import { openOwnPool } from '../../packages/postgres/src/connect/own-pool.ts'
import { readPlace } from '../../packages/postgres/src/connect/place.ts'
import { operateStore } from '../cli/operate-store.ts'
import { runCli } from '../cli/run-cli.ts'
import { BreakableLine } from '../redis/breakable-line.ts'
import { recordOf, waitingIds } from '../redis/record.ts'
import { until } from '../redis/until.ts'
import { PostgresServer } from './postgres-server.ts'

const server = await PostgresServer.start()
t.teardown(() => server.remove())
const pool = new pg.Pool({ connectionString: server.url })
pool.on('error', () => {})
t.teardown(() => pool.end())
// What lasts is refused at once: ten times this would be an hour.
const queryTimeout = 360_000

t.test('options that are not valid', async (t) => {
  const connection = server.url
  const wrong: [object, RegExp][] = [
    [{}, /one of pool and connection/],
    [{ pool, connection }, /one of pool and connection/],
    [{ pool: {} }, /pool\b/],
    [{ connection: 'redis://localhost' }, /a URL such as/],
    [{ connection: 'postgres://user:pass#word@host/db' }, /encodeURIComponent/],
    [{ connection: 'postgres://user:%zz@host/db' }, /encodeURIComponent/],
    [{ connection: { connectionString: 'postgres://user:pass@word/x@host/db' } }, /encodeURIComponent/],
    [{ connection, schema: 'Robert"; DROP' }, /schema\b/],
    [{ connection, queryTimeout: 0 }, /queryTimeout\b/],
    [{ connection, timeout: 5 }, /"timeout" is not an option/],
  ]
  for (const [options, message] of wrong) {
    await t.rejects(openInbox(options), { code: 'invalid-option', message }, String(message))
    await t.rejects(migrate(options), { code: 'invalid-option', message })
    t.throws(() => postgresDeduplication(options), { code: 'invalid-option', message })
  }
  await t.rejects(openInbox({ connection }, { attempts: 0 }), { code: 'invalid-option', message: /attempts/ })
  await t.rejects(openInbox(undefined as never), { code: 'invalid-option', message: /one of pool and connection/ })
  await t.rejects(migrate(undefined as never), { code: 'invalid-option' })
  t.throws(() => migrationSql('a b'), { code: 'invalid-option' })
})

t.test('tables that are missing, older or newer', async (t) => {
  const place = { connection: server.url, schema: 'versions', queryTimeout }
  const missing = { code: 'inbox-failed', message: /no tables in schema "versions".* migrate\(\).* migrate: true/ }
  await t.rejects(openInbox(place), missing)
  t.same(await server.query(`SELECT FROM pg_namespace WHERE nspname = 'versions'`), [], 'and none are made')
  await Promise.all(Array.from({ length: 4 }, () => migrate(place)))
  await server.query('DELETE FROM versions.migrations; INSERT INTO versions.migrations VALUES (0)')
  await t.rejects(openInbox(place), { code: 'inbox-failed', message: /are in version|of version 0|no tables/ })
  await server.query('UPDATE versions.migrations SET version = 1')
  const inbox = await openInbox(place)
  t.match(inbox, { durability: 'on', wakesBy: 'notifications' })
  await inbox.close()
  await server.query('INSERT INTO versions.migrations VALUES (99)')
  const newer = { code: 'inbox-failed', message: /of version 99, and this release needs 1.* A newer release/ }
  await t.rejects(openInbox(place), newer)
  await t.rejects(openInbox({ ...place, migrate: true }), newer)
  await t.rejects(migrate(place), newer)
  await server.query(migrationSql('by_hand'))
  await (await openInbox({ ...place, schema: 'by_hand' })).close()
})

/** A transaction that lets nothing but what it is told. */
async function role(name: string, more = ''): Promise<string> {
  await server.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret-of-${name}' ${more}`)
  return server.urlOf(name)
}

t.test('the permissions that docs/postgres.md names are enough, and each of them is needed', async (t) => {
  await migrate({ connection: server.url })
  const connection = await role('callbacks')
  const page = readFileSync('docs/postgres.md', 'utf8')
  const grants = [...page.matchAll(/^GRANT .*$/gm)].map(([grant]) => grant)
  t.equal(grants.length, 3)
  const refusal = { code: 'inbox-failed', message: /permission denied.*docs\/postgres\.md#permissions/ }
  for (const grant of grants) {
    for (const each of grants) if (each !== grant) await server.query(each)
    await t.rejects(openInbox({ connection, queryTimeout }), refusal, grant)
    await server.query(grant)
    await server.query('REVOKE ALL ON SCHEMA room_callbacks FROM callbacks')
    await server.query('REVOKE ALL ON ALL TABLES IN SCHEMA room_callbacks FROM callbacks')
    await server.query('REVOKE ALL ON ALL SEQUENCES IN SCHEMA room_callbacks FROM callbacks')
  }
  for (const grant of grants) await server.query(grant)
  const inbox = await openInbox({ connection, queryTimeout }, { order: 'key' })
  t.teardown(() => inbox.close())
  inbox.deliver(async () => ({ state: 'handled' }))
  t.equal(await inbox.put(recordOf('one', { orderKey: 'a' })), 'stored')
  await inbox.drain()
  await server.query('ALTER ROLE callbacks SET default_transaction_read_only = on')
  const readOnly = { code: 'inbox-failed', message: /read-only here/ }
  await t.rejects(openInbox({ connection, queryTimeout }), readOnly)
})

t.test('a replica is refused, and a failover to it is waited for', async (t) => {
  const primary = await PostgresServer.start()
  t.teardown(() => primary.remove())
  await migrate({ connection: primary.url })
  const replica = await PostgresServer.start(['hot_standby=on'], primary)
  t.teardown(() => replica.remove())
  const refusal = { code: 'inbox-failed', message: /read-only replica: connect to its primary/ }
  await t.rejects(openInbox({ connection: replica.url, queryTimeout }), refusal)
  const line = await BreakableLine.start(primary.port)
  t.teardown(() => line.stop())
  const connection = primary.urlOf('postgres', Number(new URL(line.url).port))
  const inbox = await openInbox({ connection, queryTimeout: 5000 })
  t.teardown(() => inbox.close({ timeout: 2000 }).catch(() => {}))
  t.equal(await inbox.put(recordOf('before')), 'stored')
  await until(async () => (await replica.query('SELECT FROM room_callbacks.entries')).length === 1)
  await primary.kill()
  line.leadTo(replica.port)
  const refusalOf = (id: string) =>
    inbox.put(recordOf(id)).then(
      () => undefined,
      (error: unknown) => error,
    )
  let attempts = 0
  const refused = await until(async () => {
    const error = await refusalOf(`meanwhile ${attempts++}`)
    return /read-only/.test(String(error)) && error
  })
  t.match(refused, { code: 'inbox-failed', message: /read-only.*perhaps a replica: connect to the primary/ })
  await replica.query('SELECT pg_promote()')
  await until(async () => (await refusalOf('after')) === undefined)
  t.same(await waitingIds(inbox), ['before', 'after'], 'what was stored is there, and nothing of what was refused')
})

t.test('a server that is too old, and one that does not give back what it stored', async (t) => {
  const answering = (row: object): Queryable => ({ query: async () => ({ rows: [row] }) })
  const old = { number: '120009', version: '12.9', commit: 'on', fsync: 'on', replica: 'false', readonly: 'off' }
  const refusal = { code: 'inbox-failed', message: /Postgres 12.9; 13 or newer/ }
  await t.rejects(openInbox({ pool: answering(old) }), refusal)
  await server.query('CREATE TABLE kept AS SELECT 1')
  await migrate({ connection: server.url, schema: 'forgetful' })
  await server.query('CREATE RULE lose AS ON INSERT TO forgetful.entries DO INSTEAD NOTHING')
  const place = { connection: server.url, schema: 'forgetful', queryTimeout: 300 }
  await t.rejects(openInbox(place), { code: 'inbox-failed', message: /did not give back what it had stored/ })
})

t.test('commits that do not reach the disk are told once', async (t) => {
  const warnings: Error[] = []
  const listen = (warning: Error) => warnings.push(warning)
  process.on('warning', listen)
  t.teardown(() => process.off('warning', listen))
  const connection = await role('careless')
  await server.query(
    'GRANT postgres TO careless; ALTER ROLE careless SUPERUSER; ALTER ROLE careless SET synchronous_commit = off',
  )
  const inbox = await openInbox({ connection, migrate: true })
  t.equal(inbox.durability, 'off')
  await inbox.close()
  await until(() => warnings.length > 0)
  tellWeakDurability('fsync off')
  await new Promise((resolve) => setImmediate(resolve))
  t.match(warnings, [
    { code: 'ROOM_CALLBACKS_POSTGRES_DURABILITY', message: /synchronous_commit is "off".*may be lost/ },
  ])
})

t.test('pools of other drivers', async (t) => {
  const sql = postgres(server.url, { max: 3, onnotice() {} })
  t.teardown(() => sql.end())
  const pglite = new PGlite()
  t.teardown(() => pglite.close())
  const deaf: Queryable = { query: (text, values) => pool.query(text, values) }
  for (const [name, given, wakesBy] of [
    ['pg', pool, 'notifications'],
    ['postgres', sql, 'notifications'],
    ['PGlite', pglite, 'notifications'],
    ['without', deaf, 'polling'],
  ] as const) {
    const place = { pool: given, schema: 'drivers', migrate: true, queryTimeout: 20_000 }
    // PGlite blocks the event loop: the second attempt, half a second later, could come before the delay was ever seen.
    const options = { order: 'key', backoff: 600_000 } as const
    const [receiver, worker] = [await openInbox(place, options), await openInbox(place, options)]
    t.equal(worker.wakesBy, wakesBy, name)
    const seen: string[] = []
    worker.deliver(async ({ id, body }, { number }) => {
      seen.push(`${id} ${Buffer.from(body).toString()}`)
      return number > 1 ? { state: 'handled' } : { state: 'failed', error: { code: 'handler-failed', message: '\0' } }
    })
    const id = `${name} \0\ud800 'x' é`
    t.equal(await receiver.put(recordOf(id, { body: Buffer.from('{}'), orderKey: '\0' })), 'stored')
    await until(async () => (await receiver.list('delayed')).length === 1)
    t.match(await receiver.list('delayed'), [{ error: { message: '\0' }, record: { id, orderKey: '\0' } }])
    await worker.close()
    await receiver.close()
    t.same(seen, [`${id} {}`])
    if (given !== pglite) await server.query('TRUNCATE drivers.entries, drivers.announcements')
  }
})

/** All that a log may print of an error. */
const shown = (value: unknown) => `${inspect(value, { depth: 9, showHidden: true })} ${(value as Error)?.stack}`

/** What is published of failures while a test runs. */
function published(t: Test): () => string {
  const all: string[] = []
  const listen = (message: unknown) => all.push(shown(message))
  subscribe('room-callbacks:inbox-failed', listen)
  t.teardown(() => unsubscribe('room-callbacks:inbox-failed', listen))
  return () => all.join(' ')
}

t.test('no password and no packet is passed on', async (t) => {
  const told = published(t)
  const [password, packet] = ['hunter2/hunter2', 'packet-of-a-user']
  const encoded = encodeURIComponent(password)
  const gone = { host: '127.0.0.1', port: 1 }
  const connections = [
    `postgres://u:${encoded}@127.0.0.1:1/x`,
    { ...gone, password },
    { ...gone, password: async () => Promise.reject(new Error(`no ${packet}`.slice(0, 2))) },
    { host: password, port: 5432, password },
    `postgres://u:${encoded}@127.0.0.1:${server.port}/nowhere`,
  ]
  for (const connection of connections) {
    const error = await openInbox({ connection, queryTimeout: 100 }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    t.match(error, { code: 'inbox-failed' })
    t.notMatch(shown(error), new RegExp(`${password}|${encoded}`))
  }
  await t.rejects(openInbox({ connection: `${server.url.slice(0, -8)}nowhere`, queryTimeout }), {
    code: 'inbox-failed',
    message: /database "nowhere" does not exist.* Create the database/,
  })
  const inbox = await openInbox({ connection: server.url, schema: 'secrets', migrate: true, queryTimeout: 1000 })
  t.teardown(() => inbox.close())
  await server.query('ALTER TABLE secrets.entries ADD CHECK (size < 0) NOT VALID')
  const refused = await inbox.put(recordOf('one', { body: Buffer.from(packet), clientIp: packet })).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  t.match(refused, { code: 'inbox-failed', message: /violates check constraint/ })
  t.notMatch(shown(refused) + told(), new RegExp(packet))
})

t.test('a server that starts while it is waited for, and none', async (t) => {
  const late = await PostgresServer.start(['fsync=off'])
  t.teardown(() => late.remove())
  await late.kill()
  const opening = openInbox({ connection: late.url, migrate: true, queryTimeout: 2000 })
  await late.restart()
  await (await opening).close()
  const line = await BreakableLine.start(late.port)
  t.teardown(() => line.stop())
  line.swallow()
  const connection = late.urlOf('postgres', Number(new URL(line.url).port))
  await t.rejects(openInbox({ connection, queryTimeout: 100 }), { code: 'inbox-failed' })
})

t.test('a server that takes a connection and answers no query is given up', async (t) => {
  const line = await BreakableLine.start(server.port)
  t.teardown(() => line.stop())
  line.keepBack('SELECT')
  const connection = server.urlOf('postgres', Number(new URL(line.url).port))
  await t.rejects(openInbox({ connection, queryTimeout: 200 }), { code: 'inbox-failed', message: /did not answer/ })
})

/** Answers as PgBouncer 1.18 does: it refuses a parameter, and has a number of its own for the process of the server. */
async function pooler(t: Test): Promise<string> {
  const listening = createServer((client) => {
    const upstream = connect(server.port, '127.0.0.1')
    for (const socket of [client, upstream]) socket.on('error', () => {})
    client.once('data', (hello) => {
      if (hello.includes('statement_timeout')) {
        const fields = 'SERROR\0C08P01\0Munsupported startup parameter: statement_timeout\0\0'
        const length = Buffer.alloc(4)
        length.writeInt32BE(fields.length + 4)
        client.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)]))
        return
      }
      upstream.write(hello)
      client.pipe(upstream)
      upstream.once('data', (welcome) => {
        const at = welcome.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]))
        welcome.writeInt32BE(12345, at + 5)
        client.write(welcome)
        upstream.pipe(client)
      })
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(listening, 'listening')
  t.teardown(() => listening.close())
  return server.urlOf('postgres', (listening.address() as AddressInfo).port)
}

t.test('behind PgBouncer it is polled', async (t) => {
  const connection = await pooler(t)
  const inbox = await openInbox({ connection, migrate: true, queryTimeout: 20_000 })
  t.teardown(() => inbox.close())
  t.equal(inbox.wakesBy, 'polling')
  const other = await openInbox({ connection: server.url, queryTimeout: 20_000 })
  t.teardown(() => other.close())
  inbox.deliver(async () => ({ state: 'handled' }))
  await other.put(recordOf('behind'))
  await other.drain()
  t.same(
    await server.query("SELECT FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND backend_type = 'client backend'"),
    [],
  )
})

t.test('a machine without pg', async (t) => {
  const missing = async () => Promise.reject(new Error('Cannot find package'))
  const refusal = { code: 'invalid-option', message: /the package pg is missing/ }
  await t.rejects(openOwnPool({}, 100, missing), refusal)
})

t.test('a driver whose listen() or its end does not answer holds up neither opening nor closing', async (t) => {
  const query = async () => ({ rows: [] })
  const events = { onNotify: () => {}, onListen: () => {}, onLost: () => {} }
  let mayBegin: (stop: () => Promise<void>) => void = () => {}
  const slow: Queryable = { query, listen: () => new Promise((resolve) => (mayBegin = resolve)) }
  const late = { message: /did not answer within 50 ms/ }
  const database = await openDatabase(readPlace({ pool: slow, queryTimeout: 50 }))
  await t.rejects(database.listen?.('a', events) as Promise<unknown>, late)
  await new Promise<void>((stopped) => mayBegin(async () => stopped()))
  const hang = () => new Promise<never>(() => {})
  for (const pool of [
    { query, listen: async () => hang },
    { unsafe: async () => [], listen: async () => ({ unlisten: hang }) },
  ]) {
    const opened = await openDatabase(readPlace({ pool, queryTimeout: 50 }))
    const listener = await opened.listen?.('a', events)
    await t.rejects(listener?.stop() as Promise<void>, late)
  }
})

t.test('a driver that never answers fills no memory, and shows no secret of its pool', async (t) => {
  const options = { password: 'hunter2hunter2', connectionString: 'host=/nowhere' }
  const pool = { options, query: () => new Promise<never>(() => {}) }
  const store = postgresDeduplication({ pool, queryTimeout: 300 })
  t.teardown(() => store.close())
  const claims = Array.from({ length: 1001 }, (_, token) => store.claim('one', token, 1000).catch((error) => error))
  const errors = await Promise.all(claims)
  t.match(errors[0], { code: 'inbox-failed', message: /did not answer within 300 ms/ })
  t.match(errors.at(-1), { code: 'inbox-failed', message: /too slow: it has not answered 1000 calls/ })
  const telling = { options, query: async () => Promise.reject(new Error('no hunter2hunter2')) }
  const error = await postgresDeduplication({ pool: telling })
    .claim('one', 1, 1)
    .catch((thrown) => thrown)
  t.match(error, { message: /no \[password\]/ })
})

t.test('the command line makes the tables, and uses an inbox in them', async (t) => {
  const cwd = t.testdir({ 'room-callbacks.config.json': '{}' })
  const env = { ROOM_CALLBACKS_STORE: server.url }
  const run = (action: string) => runCli(['inbox', action, '--schema', 'operated'], { cwd, env })
  t.match(await run('stats'), { code: 3, stderr: /^inbox-failed: .*no tables.*`room-callbacks inbox migrate`/ })
  t.equal((await run('migrate')).stdout, 'The tables are up to date.\n')
  const inbox = await openInbox({ pool, schema: 'operated', queryTimeout })
  t.teardown(() => inbox.close())
  await operateStore(t, inbox, server.url, ['--schema', 'operated'])
})
