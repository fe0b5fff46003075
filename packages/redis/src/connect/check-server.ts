import { RoomCallbacksError } from '@room-callbacks/core'
import type { Client } from './connection.ts'

/**
 * How soon a write reaches the disk: `appendfsync` of the append-only file, `none` where there is no
 * such file, `unknown` where the server does not tell.
 */
export type Persistence = 'always' | 'everysec' | 'no' | 'none' | 'unknown'

/** Refuses a server that may throw away what it acknowledged, and tells how durable the others are. */
export async function checkServer(client: Client): Promise<Persistence> {
  const info = await client.info()
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1]
  const policy = field('maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction') {
    throw new RoomCallbacksError(
      'inbox-failed',
      `maxmemory-policy is "${policy}": Redis would drop callbacks when its memory is full. Set it to "noeviction".`,
    )
  }
  return field('aof_enabled') === '0' ? 'none' : appendFsync(client)
}

async function appendFsync(client: Client): Promise<Persistence> {
  // Managed servers forbid CONFIG.
  const answer = (await client.config('GET', 'appendfsync').catch(() => [])) as string[]
  const [, value = 'unknown'] = answer
  return value as Persistence
}
