import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pinProcess } from '../processes/pinned.ts'

/** A new, empty place to store in. */
export interface Place {
  /** What the server is given: a folder, or a URL. */
  readonly name: string
  /** What it takes on the disk. */
  readonly diskBytes: () => number
  readonly remove: () => Promise<void>
}

export type Engine = 'none' | 'sqlite' | 'redis-always' | 'redis-everysec' | 'postgres'

export const newPlace: { readonly [engine in Engine]: () => Promise<Place> } = {
  none: async () => ({ name: '', diskBytes: () => 0, remove: async () => {} }),
  sqlite: newFolder,
  'redis-always': () => newRedis('always'),
  'redis-everysec': () => newRedis('everysec'),
  postgres: newPostgres,
}

async function newFolder(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-bench-'))
  return {
    name: join(folder, 'callbacks.db'),
    diskBytes: () => sizeOf(folder),
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

interface RedisServer {
  readonly url: string
  command(name: string, ...values: string[]): Promise<unknown>
  remove(): Promise<void>
}

/** Those of the tests, by their address: their project builds on this one. */
const redisServer = new URL('../../test/redis/redis-server.ts', import.meta.url).href
const postgresServer = new URL('../../test/postgres/postgres-server.ts', import.meta.url).href

async function newRedis(appendfsync: 'always' | 'everysec'): Promise<Place> {
  const { RedisServer } = (await import(redisServer)) as {
    RedisServer: { start(settings: readonly string[]): Promise<RedisServer> }
  }
  const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-bench-'))
  // A file that is written anew in between would seem to shrink.
  const settings = ['--dir', folder, '--appendfsync', appendfsync, '--auto-aof-rewrite-percentage', '0']
  const server = await RedisServer.start(settings)
  const information = String(await server.command('INFO', 'server'))
  pinProcess(1, Number(/^process_id:(\d+)/m.exec(information)?.[1]))
  const remove = async (): Promise<void> => {
    await server.remove()
    rmSync(folder, { recursive: true })
  }
  return { name: server.url, diskBytes: () => sizeOf(folder), remove }
}

interface PostgresServer {
  readonly url: string
  query(text: string): Promise<readonly Record<string, unknown>[]>
  remove(): Promise<void>
}

async function newPostgres(): Promise<Place> {
  const { PostgresServer } = (await import(postgresServer)) as {
    PostgresServer: { start(settings: readonly string[]): Promise<PostgresServer> }
  }
  const server = await PostgresServer.start(['shared_buffers=128MB', 'max_wal_size=4GB'])
  const [row] = await server.query("SELECT current_setting('data_directory') AS folder")
  const folder = String(row?.['folder'])
  // Its first process hands its core on to those that serve a connection.
  pinProcess(1, Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]))
  return { name: server.url, diskBytes: () => sizeOf(join(folder, 'base')), remove: () => server.remove() }
}

/** What the files take on the disk. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)).blocks * 512)
    .reduce((sum, size) => sum + size, 0)
