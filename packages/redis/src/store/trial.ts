import { randomUUID } from 'node:crypto'
import { type InboxRecord, type InboxSettings, type LeasedEntry, readInboxOptions } from '@room-callbacks/core/inbox'
import { entryName } from './entry-name.ts'
import { RedisInboxStore } from './redis-inbox-store.ts'
import type { ScriptRunner } from './script-runner.ts'
import type { WakeUps } from './wake-ups.ts'

const command = 'trial'
const orderKey = 'trial'
const error = { code: 'handler-failed', message: 'A trial.' }
const duration = 60_000

/**
 * Goes the ways of an entry in a store of its own, beside the inbox and removed afterwards: permissions that are missing, a
 * node that does not have the slot or a replica that cannot write are found before a callback is acknowledged.
 *
 * @param wakeUps of the inbox; a trial waits for nothing
 * @throws `inbox-failed`
 */
export async function tryStore(runner: ScriptRunner, wakeUps: WakeUps, inboxBase: string): Promise<void> {
  const base = `${inboxBase}trial-${randomUUID()}:`
  const settings: InboxSettings = readInboxOptions({ order: 'key' })
  const store = new RedisInboxStore({ runner, wakeUps, base, settings, ignoresFullMemory: true })
  const record = recordAt(Date.now())
  try {
    await goThrough(store, record)
  } finally {
    const remains = [command, orderKey, entryName(record.id), store.caller]
    // Should it fail, the error of the trial says why.
    await runner.run('remove', base, remains).catch(() => {})
  }
}

async function goThrough(store: RedisInboxStore, record: InboxRecord): Promise<void> {
  const now = record.receivedAt
  const lease = async (): Promise<LeasedEntry> => {
    const { entries } = await store.lease({ limit: 1, now, duration, commands: [command], suspects: 'one' })
    if (!entries[0]) throw new Error('Redis did not give back what it had stored.')
    return entries[0]
  }
  await store.announce([command], now)
  await store.put(record, now, duration)
  const first = await lease()
  await store.extend([first], duration)
  await store.release([first])
  await store.delay(await lease(), now, 0, error)
  await store.deadLetter(await lease(), now, error)
  await store.list('dead', { limit: 1 })
  await store.retry('all', now)
  await store.complete(await lease(), now, now)
  await store.expire(now)
  await store.put({ ...record, refusal: error }, now, duration)
  await store.purge({ id: record.id }, now)
  await store.nextDueIn('*')
  await store.stats(now)
}

function recordAt(receivedAt: number): InboxRecord {
  const named = { id: 'trial', idempotencyKey: 'trial', sdkAppId: '', command, receivedAs: command, orderKey }
  return { ...named, receivedAt, body: Buffer.from('{}') }
}
