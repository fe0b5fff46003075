import { createInbox, type Inbox, readInboxOptions } from '@room-callbacks/core/inbox'
import { checkServer, type Persistence } from './connect/check-server.ts'
import { connectFailFast } from './connect/connect-fail-fast.ts'
import { type Client, connect } from './connect/connection.ts'
import { chooseDatabase } from './connect/database.ts'
import { failureOf, isLasting } from './connect/failure.ts'
import { redactFor } from './connect/redact.ts'
import { waitUntilReady } from './connect/wait-until-ready.ts'
import { type Place, type RedisInboxOptions, readPlace, refuseKeyPrefix } from './redis-inbox-options.ts'
import { RedisInboxStore } from './store/redis-inbox-store.ts'
import { ScriptRunner } from './store/script-runner.ts'
import { tryStore } from './store/trial.ts'
import { WakeUps } from './store/wake-ups.ts'

/** How long it waits before it tries again what failed at the start. Unit: ms. */
const shortPause = 50

/** An inbox in Redis. */
export interface RedisInbox extends Inbox {
  /** How soon Redis writes to disk what it acknowledges: what the server said when the inbox was opened. */
  readonly persistence: Persistence
}

/**
 * Opens an inbox in Redis, for any number of machines that receive, deliver, or both.
 *
 * @throws `invalid-option`
 * @throws `inbox-failed` when a trial entry cannot be stored, leased and completed within ten times the `commandTimeout`, or
 * when Redis might throw away what it acknowledged.
 * @example
 * const inbox = await openInbox({ connection: 'redis://127.0.0.1:6379', order: 'key' })
 * roomCallbacks(1400000000, { inbox }).on('Room.CallbackAfterMemberLeave', handler)
 */
export async function openInbox(options: RedisInboxOptions): Promise<RedisInbox> {
  const { connection, name, prefix, commandTimeout, ...others } = options
  const place = readPlace({ connection, name, prefix, commandTimeout })
  const settings = readInboxOptions(others)
  const client = connectFailFast(place.connection, place.commandTimeout)
  const base = `${place.prefix}:${place.name}:`
  try {
    refuseKeyPrefix(client)
    const runner = new ScriptRunner(client, place.commandTimeout, redactFor(client))
    const channel = `${base}ready`
    const wakeUps = new WakeUps(() => connectToListen(place), channel)
    const persistence = await tryUntil(Date.now() + 10 * place.commandTimeout, client, async () => {
      await chooseDatabase(client)
      await tryStore(runner, wakeUps, base)
      // A script that may not publish goes on without: each callback would wait up to a second for its worker.
      await client.publish(channel, '')
    })
    return Object.assign(createInbox(new RedisInboxStore({ runner, wakeUps, base, settings }), settings), {
      persistence,
    })
  } catch (thrown) {
    client.disconnect()
    throw failureOf(thrown, redactFor(client))
  }
}

/** Redis may go away while it is tried: then it is waited for again, while there is time. */
async function tryUntil(end: number, client: Client, tryIt: () => Promise<void>): Promise<Persistence> {
  for (;;) {
    await waitUntilReady(client, Math.max(end - Date.now(), 1))
    try {
      const persistence = await checkServer(client)
      await tryIt()
      return persistence
    } catch (thrown) {
      if (isLasting(thrown) || Date.now() >= end) throw thrown
      await new Promise((resolve) => setTimeout(resolve, shortPause))
    }
  }
}

const connectToListen = ({ connection }: Place): Client =>
  connect(connection, { autoResubscribe: false, maxRetriesPerRequest: null, socketTimeout: 15_000 })
