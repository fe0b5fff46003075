import type { Socket } from 'node:net'
import { RoomCallbacksError } from '@room-callbacks/core'
import type { ConnectionOptions, PgPool } from './pool.ts'

/** Connections of our own, which we close. */
export interface OwnPool extends PgPool {
  end(): Promise<void>
}

/** How long connections may take to say good-bye; then their sockets are cut. Unit: ms. */
const minClosing = 500

/**
 * Connections of our own, by the user's `pg`. The server is told to end a query that takes too long, which needs no state of
 * a session; PgBouncer refuses that parameter, and then the time of the client and of locks is bounded alone.
 *
 * @param importPg For tests.
 */
export async function openOwnPool(
  options: ConnectionOptions,
  queryTimeout: number,
  importPg: () => Promise<{ default: unknown }> = () => import('pg'),
): Promise<OwnPool> {
  const { Pool } = await loadPg(importPg)
  const { max = 6, ...others } = options
  const base = {
    application_name: 'room-callbacks',
    keepAlive: true,
    ...others,
    max: Math.max(max, 2),
    // A new connection has to be there within the time of a query.
    connectionTimeoutMillis: queryTimeout,
    idleTimeoutMillis: 30_000,
  }
  const bounded = { ...base, statement_timeout: queryTimeout }
  // The time of the server bounds no query whose answer is lost on the way.
  const trial = { ...bounded, query_timeout: queryTimeout, max: 1 }
  const isRefused = await refusesParameter(closable(new Pool(trial)))
  return closable(new Pool(isRefused ? base : bounded))
}

type PoolOfPg = OwnPool & { on(event: 'connect', listener: (client: object) => void): unknown }

async function loadPg(
  importPg: () => Promise<{ default: unknown }>,
): Promise<{ Pool: new (options: object) => PoolOfPg }> {
  try {
    const { default: pg } = await importPg()
    return pg as { Pool: new (options: object) => PoolOfPg }
  } catch (cause) {
    const detail = 'connection: the package pg is missing. Install it, or give a pool of your own.'
    throw new RoomCallbacksError('invalid-option', detail, { cause })
  }
}

async function refusesParameter(pool: OwnPool): Promise<boolean> {
  pool.on('error', () => {})
  try {
    await pool.query('SELECT 1')
    return false
  } catch (thrown) {
    return /unsupported startup parameter/.test(String((thrown as Error).message))
  } finally {
    void pool.end().catch(() => {})
  }
}

/** pg waits for the server when it ends a connection, and a black hole never answers. */
function closable(pool: PoolOfPg): OwnPool {
  const sockets = new Set<Socket>()
  pool.on('connect', (client) => {
    const { stream } = (client as { connection: { stream: Socket } }).connection
    sockets.add(stream)
    stream.once('close', () => sockets.delete(stream))
  })
  const end = pool.end.bind(pool)
  return Object.assign(pool, {
    end: async () => {
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, minClosing)
      await end().finally(() => clearTimeout(timer))
    },
  })
}
