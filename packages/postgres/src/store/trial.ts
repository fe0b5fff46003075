import { createHash, randomUUID } from 'node:crypto'
import { readInboxOptions } from '@room-callbacks/core/inbox'
import { putFields } from './entry-fields.ts'
import type { Functions } from './functions.ts'
import type { WakeUps } from './wake-ups.ts'

const enormous = Number.MAX_SAFE_INTEGER

/**
 * Lets an entry go all its ways in a transaction that is rolled back: permissions that are missing, and a server that
 * cannot write, are found before a callback is acknowledged. A notification at its end tells whether these arrive.
 *
 * @throws `inbox-failed`
 */
export async function tryStore(functions: Functions, wakeUps: WakeUps, queryTimeout: number): Promise<void> {
  const bounds = {
    ...readInboxOptions({}),
    capacity: enormous,
    capacityBytes: enormous,
    maxRefusedEntries: enormous,
    maxRefusedBytes: enormous,
    maxRecordedEntries: enormous,
    maxRecordedBytes: enormous,
  }
  const id = createHash('sha256').update(randomUUID()).digest('hex')
  const named = { id, idempotencyKey: id, sdkAppId: '', command: 'trial', receivedAs: 'trial', orderKey: id }
  const puts = [putFields({ ...named, receivedAt: 0, body: Buffer.from('{}') }, 0, 0)]
  const request = { ...wakeUps.fields, bounds, isOrdered: true, livingFor: 60_000, puts }
  await wakeUps.tryToListen(() => functions.call('try_inbox', request), queryTimeout)
}
