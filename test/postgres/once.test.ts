import { type ChildProcess, fork } from 'node:child_process'
import { once as onceEvent } from 'node:events'
import { roomCallbacks } from '@room-callbacks/node'
import { migrate, once, type Transaction } from '@room-callbacks/postgres'
import { inject, packet } from '@room-callbacks/testing'
import { build } from 'esbuild'
import pg from 'pg'
import t from 'tap'
import { PostgresServer } from './postgres-server.ts'

const server = await PostgresServer.start(['fsync=off'])
t.teardown(() => server.remove())
await migrate({ connection: server.url })
await server.query('CREATE TABLE effects_seen (client text, id integer, times integer, PRIMARY KEY (client, id))')
const pool = new pg.Pool({ connectionString: server.url })
t.teardown(() => pool.end())

const clients = ['pg', 'postgres', 'drizzle', 'kysely', 'knex', 'prisma']
const effects = 60
/** How often each is killed: a hundred times takes some minutes. */
const kills = Number(process.env['ONCE_KILLS'] ?? 6)

const program = `${t.testdir()}/once-worker.mjs`
// Dozens of processes: to compile what each of them imports would be most of what they cost.
await build({
  entryPoints: ['test/postgres/once-worker.ts'],
  outfile: program,
  bundle: true,
  format: 'esm',
  platform: 'node',
  conditions: ['@room-callbacks/source'],
  external: ['pg', 'postgres', 'knex'],
  logLevel: 'error',
})

/** Starts a process that goes through all effects, and gives when it says something. */
function start(client: string): { child: ChildProcess; exit: Promise<unknown> } {
  const child = fork(program, [client, server.url, String(effects)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  return { child, exit: onceEvent(child, 'exit') }
}

/** Kills it after so many effects, in the middle of what follows. */
async function killAfter(client: string, count: number): Promise<void> {
  const { child, exit } = start(client)
  let seen = 0
  child.on('message', () => {
    if (seen++ === count) setTimeout(() => child.kill('SIGKILL'), Math.random() * 8)
  })
  await exit
}

for (const client of clients) {
  t.test(`with ${client} an effect stands exactly once, under kill -9`, async (t) => {
    await server.query(`TRUNCATE room_callbacks.effects`)
    await server.query(`INSERT INTO effects_seen SELECT $1, id, 0 FROM generate_series(0, $2::int - 1) AS id`, [
      client,
      effects,
    ])
    for (let kill = 0; kill < kills; kill++) await killAfter(client, Math.floor(Math.random() * effects))
    await start(client).exit
    const rows = await server.query('SELECT times, count(*)::int FROM effects_seen WHERE client = $1 GROUP BY 1', [
      client,
    ])
    t.same(rows, [{ times: 1, count: effects }])
    t.comment(
      `${client}: ${effects} effects, ${kills} kills, 2 attempts at each effect in each of ${kills + 1} processes`,
    )
  })
}

t.test('each client is known by its shape', async (t) => {
  const client = await pool.connect()
  t.teardown(() => client.release())
  await client.query('BEGIN')
  const rows = async (text: string) => (await client.query(text)).rows
  const whole = (text: string) => client.query(text)
  const shapes: Record<string, Transaction> = {
    postgres: { unsafe: rows },
    drizzle: { execute: whole },
    kysely: { executeQuery: ({ sql }: { sql: string }) => whole(sql) },
    knex: { raw: whole },
    prisma: { $queryRawUnsafe: rows },
  }
  for (const [name, transaction] of Object.entries(shapes)) {
    const times: string[] = []
    for (const _time of [1, 2]) await once(transaction, { idempotencyKey: name }, () => times.push(name))
    t.same(times, [name])
  }
  await client.query('ROLLBACK')
})

t.test('what it gives', async (t) => {
  const client = await pool.connect()
  t.teardown(() => client.release())
  await client.query('BEGIN')
  const context = { idempotencyKey: 'given' }
  t.equal(await once(client, context, () => 5), 5)
  t.equal(await once(client, context, () => 6), undefined, 'it happened before')
  t.equal(await once(client, context, () => 7, { name: 'mail' }), 7, 'another effect of the same callback')
  await t.rejects(
    once({ idempotencyKey: 'fails' } as never, context, () => 1),
    { code: 'invalid-option', message: /expected a transaction of pg/ },
  )
  await t.rejects(
    once(client, context, () => 1, { schema: 'No' }),
    { code: 'invalid-option', message: /schema/ },
  )
  await client.query('ROLLBACK')
  await client.query('BEGIN')
  t.equal(await once(client, context, () => 8), 8, 'a transaction that was rolled back leaves nothing')
  await client.query('SAVEPOINT nested')
  t.equal(await once(client, { idempotencyKey: 'inside' }, () => 9), 9, 'inside a savepoint')
  await client.query('ROLLBACK')
})

t.test('without a transaction it is refused, and leaves nothing', async (t) => {
  let count = 0
  const attempt = () => once(pool, { idempotencyKey: 'without' }, () => count++)
  await t.rejects(attempt(), { code: 'invalid-option', message: /not inside a transaction/ })
  await t.rejects(attempt(), { code: 'invalid-option' })
  t.equal(count, 0)
})

t.test('in a handler, with its context', async (t) => {
  const seen: string[] = []
  const callbacks = roomCallbacks(1400000000, { deduplication: false }).on(
    'Room.CallbackAfterMemberLeave',
    async ({ RoomId }, context) => {
      const client = await pool.connect()
      await client.query('BEGIN')
      await once(client, context, () => seen.push(RoomId))
      await client.query('COMMIT')
      client.release()
    },
  )
  const body = packet('Room.CallbackAfterMemberLeave', { RoomId: 'one' })
  await inject(callbacks, body)
  await inject(callbacks, body)
  t.same(seen, ['one'])
})
