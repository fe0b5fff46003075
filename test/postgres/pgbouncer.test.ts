import { type ChildProcess, spawn } from 'node:child_process'
import { once as onceEvent } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate, once, openInbox, postgresDeduplication } from '@room-callbacks/postgres'
import { inboxConformance } from '@room-callbacks/testing'
import pg from 'pg'
import t, { type Test } from 'tap'
import { recordOf } from '../redis/record.ts'
import { freePort } from '../redis/redis-server.ts'
import { until } from '../redis/until.ts'
import { PostgresServer, unprivileged } from './postgres-server.ts'
import { emptyTables } from './tables.ts'

const server = await PostgresServer.start(['fsync=off'])
t.teardown(() => server.remove())
const queryTimeout = 20_000

/** A real PgBouncer in transaction mode: a transaction has one of three connections of the server, and each has another one. */
async function startPooler(t: Test, port: number): Promise<ChildProcess> {
  const folder = t.testdir()
  const settings = {
    ...{ listen_addr: '127.0.0.1', listen_port: port, auth_type: 'any', unix_socket_dir: '' },
    ...{ pool_mode: 'transaction', default_pool_size: 3, max_client_conn: 200 },
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const database = `postgres = host=127.0.0.1 port=${server.port} dbname=postgres user=postgres`
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(file, ['[databases]', database, '[pgbouncer]', ...lines, ''].join('\n'))
  const child = spawn('pgbouncer', [file], { ...unprivileged(), stdio: ['ignore', 'ignore', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(log)))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (log.includes('process up')) resolve()
    })
  })
  return child
}

const port = await freePort()
const connection = server.urlOf('postgres', port)
const pooler = await startPooler(t, port)

/** A few of the cases of every store, or all of them: CONFORMANCE=all, some minutes. */
const cases =
  process.env['CONFORMANCE'] === 'all' ? inboxConformance : inboxConformance.filter((_, at) => at % 12 === 0)

for (const { name, run } of cases) {
  t.test(name, async (t) => {
    await t.resolves(
      run(async () => {
        await emptyTables(server)
        return { open: (options = {}) => openInbox({ connection, queryTimeout }, options), remove: async () => {} }
      }),
    )
  })
}

t.test('everything works through it in transaction mode, and it is polled', async (t) => {
  await server.query('DROP SCHEMA IF EXISTS room_callbacks CASCADE')
  await migrate({ connection, queryTimeout })
  const [receiver, worker] = [
    await openInbox({ connection, queryTimeout }, { order: 'key' }),
    await openInbox({ connection, queryTimeout }, { order: 'key' }),
  ]
  t.teardown(() => Promise.all([receiver, worker].map((inbox) => inbox.close({ timeout: 5000 }).catch(() => {}))))
  t.match([receiver, worker], [{ wakesBy: 'polling' }, { wakesBy: 'polling' }])
  const seen: string[] = []
  worker.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  const ids = Array.from({ length: 60 }, (_, index) => `one ${index}`)
  await Promise.all(ids.map((id) => receiver.put(recordOf(id, { orderKey: 'a' }))))
  await receiver.drain()
  t.same(seen, ids)
  const listening = `SELECT query FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND backend_type = 'client backend'`
  t.same(await server.query(listening), [], 'no connection that others use listens')

  const store = postgresDeduplication({ connection, queryTimeout })
  t.teardown(() => store.close())
  const claims = await Promise.all(ids.map((_, token) => store.claim('same', token, 60_000)))
  t.equal(claims.filter(({ state }) => state === 'claimed').length, 1)

  const pool = new pg.Pool({ connectionString: connection, max: 10 })
  pool.on('error', () => {})
  t.teardown(() => pool.end())
  let effects = 0
  const attempt = async () => {
    const client = await pool.connect()
    await client.query('BEGIN')
    await once(client, { idempotencyKey: 'shared' }, () => effects++)
    await client.query('COMMIT')
    client.release()
  }
  await Promise.all(Array.from({ length: 10 }, attempt))
  t.equal(effects, 1)

  pooler.kill('SIGKILL')
  await onceEvent(pooler, 'exit')
  await t.rejects(receiver.put(recordOf('without')), { code: 'inbox-failed' })
  await startPooler(t, port)
  await until(() => receiver.put(recordOf('after')))
  await until(() => seen.includes('after'))
})
