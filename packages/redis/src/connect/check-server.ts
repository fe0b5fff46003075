import { RoomCallbacksError } from '@room-callbacks/core'
import { type Client, isCluster } from './connection.ts'

/**
 * How soon a write reaches the disk: `appendfsync` of the append-only file, `none` where there is no
 * such file, `unknown` where the server does not tell.
 */
export type Persistence = 'always' | 'everysec' | 'no' | 'none' | 'unknown'

/**
 * Refuses a server that cannot do what an inbox needs, or may throw away what it acknowledged, and tells how durable the
 * others are.
 *
 * @throws `inbox-failed`
 */
export async function checkServer(client: Client): Promise<Persistence> {
  const info = await client.info()
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1]
  const version = field('redis_version') ?? ''
  if (isBefore(version, 6, 2)) refuse(`This is Redis ${version}; 6.2 or newer is needed.`)
  const policy = field('maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction') {
    refuse(
      `maxmemory-policy is "${policy}": Redis would drop callbacks when its memory is full. Set it to "noeviction".`,
    )
  }
  if (isCluster(client)) return field('aof_enabled') === '0' ? 'none' : appendFsync(client)
  if (field('cluster_enabled') === '1') {
    refuse(
      'This is one node of a Redis Cluster: give an instance of Cluster of ioredis instead, which follows moved slots.',
    )
  }
  if (field('role') === 'slave')
    refuse('This is a read-only replica, or one that will be overwritten: connect to its primary.')
  return field('aof_enabled') === '0' ? 'none' : appendFsync(client)
}

function refuse(detail: string): never {
  throw new RoomCallbacksError('inbox-failed', detail)
}

function isBefore(version: string, major: number, minor: number): boolean {
  const [, ownMajor, ownMinor] = /^(\d+)\.(\d+)/.exec(version)?.map(Number) ?? []
  if (ownMajor === undefined || ownMinor === undefined) return false
  return ownMajor < major || (ownMajor === major && ownMinor < minor)
}

/** INFO tells whether there is an append-only file, and not how soon it is flushed. Few users may ask CONFIG for that. */
async function appendFsync(client: Client): Promise<Persistence> {
  const answer = (await client.config('GET', 'appendfsync').catch(() => [])) as string[]
  const [, value = 'unknown'] = answer
  return value as Persistence
}
