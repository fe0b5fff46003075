import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type InboxRecord, openInbox, type PostgresInbox } from '@room-callbacks/postgres'
import pg from 'pg'
import t, { type Test } from 'tap'
import { deferred } from '../core/receiver.ts'
import { BreakableLine } from '../redis/breakable-line.ts'
import { recordOf, waitingIds } from '../redis/record.ts'
import { until } from '../redis/until.ts'
import { PostgresServer } from './postgres-server.ts'
import { emptyTables } from './tables.ts'

const refusal = { code: 'inbox-failed' }
const queryTimeout = 1500

const server = await PostgresServer.start()
t.teardown(() => server.remove())
t.beforeEach(() => emptyTables(server))

let count = 0

async function opened(t: Test, options = {}, url = server.url): Promise<PostgresInbox> {
  const inbox = await openInbox({ connection: url, queryTimeout }, { backoff: 20, ...options })
  t.teardown(() => inbox.close({ timeout: 2000 }).catch(() => {}))
  return inbox
}

async function lineTo(t: Test): Promise<{ line: BreakableLine; url: string }> {
  const line = await BreakableLine.start(server.port)
  t.teardown(() => line.stop())
  return { line, url: server.urlOf('postgres', Number(new URL(line.url).port)) }
}

/** What a put is refused with, if it is. */
const refusalOf = (inbox: PostgresInbox, what: string | InboxRecord): Promise<unknown> =>
  inbox.put(typeof what === 'string' ? recordOf(what) : what).then(
    () => undefined,
    (error: unknown) => error,
  )

/** An inbox before and after something that breaks it for some time: what it was refused with meanwhile. */
async function survive(t: Test, inbox: PostgresInbox, breakIt: () => unknown, mend: () => unknown): Promise<unknown> {
  t.equal(await inbox.put(recordOf('before')), 'stored')
  await breakIt()
  const error = await until(() => refusalOf(inbox, `failing ${++count}`))
  t.match(error, refusal)
  await mend()
  const id = await until(async () => {
    const next = `again ${++count}`
    return (await inbox.put(recordOf(next))) === 'stored' ? next : undefined
  })
  const kept = await until(() => waitingIds(inbox))
  t.ok(kept.includes('before') && kept.includes(id), 'what was stored is there')
  return error
}

t.test('killed and started again', async (t) => {
  await survive(
    t,
    await opened(t),
    () => server.kill(),
    () => server.restart(),
  )
})

t.test('paused: connected, and silent', async (t) => {
  await survive(
    t,
    await opened(t),
    () => server.pause(),
    () => server.resume(),
  )
})

t.test('a black hole on the way: new connections get through, the old ones are dead', async (t) => {
  const { line, url } = await lineTo(t)
  await survive(
    t,
    await opened(t, {}, url),
    () => line.swallow(),
    () => line.passOn(),
  )
})

t.test('connections that are reset', async (t) => {
  const { line, url } = await lineTo(t)
  const inbox = await opened(t, {}, url)
  const ids = Array.from({ length: 50 }, (_, index) => `one ${index}`)
  const outcomes = Promise.allSettled(ids.map((id) => inbox.put(recordOf(id))))
  setImmediate(() => setImmediate(() => line.reset()))
  const stored = (await outcomes).flatMap(({ status }, index) => (status === 'fulfilled' ? [ids[index]] : []))
  await until(() => inbox.put(recordOf('after')))
  const kept = await waitingIds(inbox)
  t.ok(
    stored.every((id) => kept.includes(id as string)),
    `${stored.length} of ${ids.length} were stored`,
  )
})

t.test('read-only, as after a failover', async (t) => {
  const set = (value: string) => server.query(`ALTER DATABASE postgres SET default_transaction_read_only = ${value}`)
  const inbox = await opened(t)
  const error = await survive(
    t,
    inbox,
    async () => {
      await set('on')
      // The sessions that are open keep what they began with.
      await server.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'room-callbacks'`,
      )
      await until(async () => /read-only/.test(String(await refusalOf(inbox, `failing ${++count}`))))
    },
    async () => {
      const client = new pg.Client({ connectionString: server.url, options: '-c default_transaction_read_only=off' })
      await client.connect()
      await client.query('ALTER DATABASE postgres SET default_transaction_read_only = off')
      await client.end()
    },
  )
  t.match(error, { message: /read-only/ })
})

t.test('no connection left', async (t) => {
  const others: pg.Client[] = []
  const role = 'CREATE ROLE crowded LOGIN SUPERUSER; ALTER ROLE crowded CONNECTION LIMIT 3'
  await server.query(role)
  await server.query('ALTER ROLE crowded NOSUPERUSER')
  await server.query('GRANT ALL ON ALL TABLES IN SCHEMA room_callbacks TO crowded')
  await server.query(
    'GRANT ALL ON ALL SEQUENCES IN SCHEMA room_callbacks TO crowded; GRANT USAGE ON SCHEMA room_callbacks TO crowded',
  )
  const inbox = await opened(t, {}, server.urlOf('crowded'))
  const error = await survive(
    t,
    inbox,
    async () => {
      await server.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'crowded'`)
      while (others.length < 3) {
        const client = new pg.Client(server.urlOf('crowded'))
        client.on('error', () => {})
        await until(() => client.connect().then(() => true))
        others.push(client)
      }
      await until(async () => /too many/.test(String(await refusalOf(inbox, `failing ${++count}`))))
    },
    () => Promise.all(others.map((client) => client.end())),
  )
  t.match(error, { message: /too many connections.* Postgres has no connection left/ })
})

t.test('a table that another transaction has locked', async (t) => {
  const locking = new pg.Client(server.url)
  await locking.connect()
  t.teardown(() => locking.end())
  const error = await survive(
    t,
    await opened(t),
    () => locking.query('BEGIN; LOCK TABLE room_callbacks.numbers'),
    () => locking.query('ROLLBACK'),
  )
  t.match(error, { message: /lock timeout|statement timeout|did not answer/ })
})

t.test('a disk that is full', async (t) => {
  const inbox = await opened(t)
  const large = (id: string) => recordOf(id, { body: Buffer.from(JSON.stringify(randomText(60_000))) })
  await server.kill()
  await server.restart(2_500_000)
  let stored = 0
  const error = await until(async () => {
    const refused = await refusalOf(inbox, large(`large ${stored}`))
    if (refused === undefined) stored++
    return /could not/.test(String(refused)) && refused
  })
  t.match(error, { ...refusal, message: /could not (extend|write)/ })
  t.ok(stored > 5, `${stored} were stored before`)
  let handled = 0
  inbox.deliver(async () => {
    handled++
    return { state: 'handled' }
  })
  await until(() => inbox.drain().then(() => true))
  t.ok(handled >= stored, 'what is stored is handled all the same')
  await server.kill()
  await server.restart()
  await until(() => inbox.put(large('after')).then(() => true))
})

const randomText = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(97 + Math.random() * 26)).join('')

t.test('delivery goes on after Postgres was away, and tells once', async (t) => {
  const causes: unknown[] = []
  const onFailure = (message: unknown) => causes.push(message)
  subscribe('room-callbacks:inbox-failed', onFailure)
  t.teardown(() => unsubscribe('room-callbacks:inbox-failed', onFailure))
  const inbox = await opened(t)
  const seen = new Set<string>()
  inbox.deliver(async ({ id }) => {
    seen.add(id)
    return { state: 'handled' }
  })
  t.equal(await inbox.put(recordOf('early')), 'stored')
  await inbox.drain()
  await server.kill()
  await until(() => causes.length > 0)
  await server.restart()
  await until(() => inbox.put(recordOf('late')))
  await until(() => seen.has('late'))
  t.same([...seen], ['early', 'late'])
  t.equal(causes.length, 1)
})

for (const [what, away, back] of [
  ['killed', () => server.kill(), () => server.restart()],
  ['paused', async () => server.pause(), async () => server.resume()],
] as const) {
  t.test(`what ended while Postgres was ${what} is not handled again`, async (t) => {
    // The lease is over long before Postgres is back.
    const inbox = await opened(t, { lease: 300, order: 'key' })
    const [began, mayEnd] = [deferred(), deferred()]
    const seen: [string, number][] = []
    inbox.deliver(async ({ id }, { number }) => {
      seen.push([id, number])
      began.resolve()
      await mayEnd.promise
      return { state: 'handled' }
    })
    for (const id of ['one', 'two']) await inbox.put(recordOf(id, { orderKey: 'a' }))
    await began.promise
    await away()
    mayEnd.resolve()
    await t.rejects(inbox.put(recordOf('meanwhile')))
    await back()
    await until(async () => (await inbox.stats()).waiting === 0)
    await until(() => inbox.drain().then(() => true))
    const attempts = seen.filter(([id]) => id !== 'meanwhile')
    t.same(attempts, [
      ['one', 1],
      ['two', 1],
    ])
  })
}

t.test('close() while Postgres is away does not hang', async (t) => {
  const inbox = await opened(t)
  const began = deferred()
  inbox.deliver(() => {
    began.resolve()
    return new Promise(() => {})
  })
  await inbox.put(recordOf('one'))
  await began.promise
  server.pause()
  await t.rejects(inbox.close({ timeout: 100 }), { code: 'close-timeout' })
  server.resume()
})
