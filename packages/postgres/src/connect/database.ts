import { isUsableAfter } from './failure.ts'
import { openOwnPool } from './own-pool.ts'
import type { Place } from './place.ts'
import type { PgClient, PgPool, Pool, PostgresJs, Queryable } from './pool.ts'

type Row = Readonly<Record<string, unknown>>

/** Tells of notifications until it is stopped. */
export interface Listener {
  stop(): Promise<void>
}

/** What is done when a notification comes, when the connection is made (anew), and when it is lost. */
interface ListenerEvents {
  readonly onNotify: (payload: string) => void
  readonly onListen: () => void
  readonly onLost: () => void
}

/** Queries, each bounded in time; what a driver throws is thrown as it is. */
export interface Database {
  /** @param timeout Unit: ms. Default: the `queryTimeout`. */
  run(text: string, values: readonly string[] | undefined, timeout?: number): Promise<readonly Row[]>
  /** Undefined where the pool cannot listen. */
  readonly listen: ((channel: string, events: ListenerEvents) => Promise<Listener>) | undefined
  /** Ends connections of our own. */
  close(): Promise<void>
}

/** @throws `invalid-option` when `pg` is missing */
export async function openDatabase({ pool, connection, queryTimeout }: Place): Promise<Database> {
  if (connection) {
    const own = await openOwnPool(connection, queryTimeout)
    own.on('error', ignore)
    return new PgDatabase(own, queryTimeout, () => own.end())
  }
  const given = pool as Pool
  if ('unsafe' in given) return postgresJsDatabase(given, queryTimeout)
  if ('connect' in given) return databaseOf(given, queryTimeout)
  return queryableDatabase(given, queryTimeout)
}

/** On clients of pg: one that does not answer in time is ended, so that it holds up no other query. */
class PgDatabase implements Database {
  readonly #pool: PgPool
  readonly #queryTimeout: number
  readonly #end: () => Promise<void>
  readonly listen: Database['listen']

  constructor(pool: PgPool, queryTimeout: number, end: () => Promise<void>) {
    this.#pool = pool
    this.#queryTimeout = queryTimeout
    this.#end = end
    this.listen = (channel, events) => listenWith(pool, queryTimeout, channel, events)
  }

  async run(
    text: string,
    values: readonly string[] | undefined,
    timeout = this.#queryTimeout,
  ): Promise<readonly Row[]> {
    const start = performance.now()
    const client = await checkOut(this.#pool, timeout)
    let isUsable = true
    try {
      const left = Math.max(timeout - (performance.now() - start), 1)
      return (await inTime(client.query(text, values && [...values]), left)).rows as readonly Row[]
    } catch (thrown) {
      isUsable = isUsableAfter(thrown)
      throw thrown
    } finally {
      client.off('error', ignore)
      if (isUsable) client.release()
      else end(client)
    }
  }

  close(): Promise<void> {
    return this.#end()
  }
}

/** Without a listener, an idle connection of the pool that the server ends would end this process. */
function databaseOf(pool: PgPool, queryTimeout: number): Database {
  const hear = (): void => {}
  pool.on('error', hear)
  return new PgDatabase(pool, queryTimeout, async () => void pool.off('error', hear))
}

const ignore = (): void => {}

/** A client that is free within a time; one that comes later goes back. */
async function checkOut(pool: PgPool, timeout: number): Promise<PgClient> {
  const connecting = pool.connect()
  try {
    const client = await inTime(connecting, timeout)
    client.on('error', ignore)
    return client
  } catch (thrown) {
    connecting.then((client) => client.release(), ignore)
    throw thrown
  }
}

/** It may still fail while it is ended. */
function end(client: PgClient): void {
  client.on('error', ignore)
  client.release(true)
}

/** A connection that waits for notifications, and nothing else; it is asked now and then whether it still lives. */
async function listenWith(pool: PgPool, timeout: number, channel: string, events: ListenerEvents): Promise<Listener> {
  const client = await checkOut(pool, timeout)
  let isOver = false
  const stop = async () => {
    if (isOver) return
    isOver = true
    clearInterval(timer)
    end(client)
  }
  const lose = () => {
    if (!isOver) events.onLost()
    void stop()
  }
  const timer = setInterval(() => void inTime(client.query('SELECT 1'), timeout).catch(lose), listenerPulse).unref()
  client.on('error', lose)
  client.on('notification', ({ payload = '' }) => events.onNotify(payload))
  try {
    await refusePooler(client, timeout)
    await inTime(client.query(`LISTEN "${channel}"`), timeout)
  } catch (thrown) {
    await stop()
    throw thrown
  }
  events.onListen()
  return { stop }
}

/**
 * PgBouncer gives a number of its own for the process of the server. A LISTEN through it would stay with a connection that is
 * another client's next, and each notification would be a warning in its log.
 */
async function refusePooler(client: PgClient, timeout: number): Promise<void> {
  const { rows } = await inTime(client.query('SELECT pg_backend_pid() AS process'), timeout)
  const [row] = rows as readonly { readonly process: number }[]
  if (typeof client.processID === 'number' && client.processID !== row?.process) {
    throw new Error('A pooler stands between: notifications do not arrive')
  }
}

/** How often it is asked. Unit: ms. */
const listenerPulse = 15_000

/** postgres.js connects anew by itself, and listens again. */
function postgresJsDatabase(sql: PostgresJs, queryTimeout: number): Database {
  return {
    run: async (text, values, timeout = queryTimeout) =>
      (await inTime(Promise.resolve(sql.unsafe(text, values as never)), timeout)) as readonly Row[],
    listen: async (channel, { onNotify, onListen }) => {
      const starting = Promise.resolve(sql.listen(channel, onNotify, onListen))
      const listening = await startListening(starting, (late) => late.unlisten(), queryTimeout)
      return { stop: () => inTime(listening.unlisten(), queryTimeout) }
    },
    close: async () => {},
  }
}

function queryableDatabase(pool: Queryable, queryTimeout: number): Database {
  return {
    run: async (text, values, timeout = queryTimeout) =>
      (await inTime(pool.query(text, values && [...values]), timeout)).rows as readonly Row[],
    listen: pool.listen ? (channel, events) => listenOn(pool, queryTimeout, channel, events) : undefined,
    close: async () => {},
  }
}

async function listenOn(
  pool: Queryable,
  timeout: number,
  channel: string,
  { onNotify, onListen }: ListenerEvents,
): Promise<Listener> {
  const listening = pool.listen?.(channel, onNotify) as Promise<() => Promise<void>>
  const stop = await startListening(listening, (late) => late(), timeout)
  onListen()
  return { stop: () => inTime(stop(), timeout) }
}

/** What begins to listen within a time; what begins later is stopped again. */
async function startListening<Listening>(
  listening: Promise<Listening>,
  stop: (late: Listening) => Promise<void>,
  timeout: number,
): Promise<Listening> {
  try {
    return await inTime(listening, timeout)
  } catch (thrown) {
    listening.then(stop).catch(ignore)
    throw thrown
  }
}

/** Rejects after a time; what is on its way goes on. */
async function inTime<Result>(work: Promise<Result>, timeout: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Postgres did not answer within ${Math.round(timeout)} ms`)), timeout)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
