import { RoomCallbacksError } from '@room-callbacks/core'
import { readInboxOptions } from '@room-callbacks/core/inbox'
import { becomeReady } from './connect/become-ready.ts'
import { checkServer, type Persistence } from './connect/check-server.ts'
import { connectPromptly } from './connect/connect-promptly.ts'
import type { Client } from './connect/connection.ts'
import { RedisInbox } from './inbox/redis-inbox.ts'
import { type RedisInboxOptions, readPlace } from './redis-inbox-options.ts'
import { defineScripts } from './scripts/define-scripts.ts'

/** A connection that broke needs a moment to know it. Unit: ms. */
const shortPause = 20

/**
 * Opens an inbox in Redis, for any number of machines that receive, deliver, or both.
 *
 * @throws `invalid-option`
 * @throws `inbox-failed` when Redis is not ready within ten times the `commandTimeout`, or might
 * throw away what it acknowledged.
 * @example
 * const inbox = await openInbox({ connection: 'redis://127.0.0.1:6379', order: 'room' })
 * roomCallbacks(1400000000, { inbox }).on('Room.CallbackAfterMemberLeave', handler)
 */
export async function openInbox(options: RedisInboxOptions): Promise<RedisInbox> {
  const { connection, name, prefix, commandTimeout, ...others } = options
  const place = readPlace({ connection, name, prefix, commandTimeout })
  const settings = readInboxOptions(others)
  const client = connectPromptly(place.connection, place.commandTimeout)
  try {
    const persistence = await checkWhenReady(client, Date.now() + 10 * place.commandTimeout)
    return new RedisInbox({ client: defineScripts(client), place, settings, persistence })
  } catch (cause) {
    client.disconnect()
    if (cause instanceof RoomCallbacksError) throw cause
    throw new RoomCallbacksError('inbox-failed', `Redis is not ready. ${(cause as Error).message}`, { cause })
  }
}

/** Redis may go away between being ready and being asked: then it is waited for again, while there is time. */
async function checkWhenReady(client: Client, end: number): Promise<Persistence> {
  for (;;) {
    await becomeReady(client, Math.max(end - Date.now(), 1))
    try {
      return await checkServer(client)
    } catch (cause) {
      const isAnswer = cause instanceof RoomCallbacksError || (cause as Error).name === 'ReplyError'
      if (isAnswer || Date.now() >= end) throw cause
      await new Promise((resolve) => setTimeout(resolve, shortPause))
    }
  }
}
