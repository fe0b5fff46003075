import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pinProcess } from '../processes/pinned.ts'

/** A place to store in that nobody used before. */
export interface Place {
  /** What the server is given: a folder, or a URL. */
  readonly name: string
  /** What it takes on the disk. */
  readonly diskBytes: () => number
  readonly remove: () => Promise<void>
}

export type Engine = 'none' | 'sqlite' | 'redis-always' | 'redis-everysec'

export const newPlace: { readonly [engine in Engine]: () => Promise<Place> } = {
  none: async () => ({ name: '', diskBytes: () => 0, remove: async () => {} }),
  sqlite: newFolder,
  'redis-always': () => newRedis('always'),
  'redis-everysec': () => newRedis('everysec'),
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

/** The one of the tests, by its address: their project builds on this one. */
const redisServer = new URL('../../test/redis/redis-server.ts', import.meta.url).href

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

/** What the files take on the disk. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)).blocks * 512)
    .reduce((sum, size) => sum + size, 0)
