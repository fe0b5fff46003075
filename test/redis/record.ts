import { createHash } from 'node:crypto'
import type { InboxRecord } from '@room-callbacks/core/inbox'

const command = 'Room.CallbackAfterMemberLeave'

/** A record of which only the id matters, and perhaps its room. */
export function recordOf(id: string, more: Partial<InboxRecord> = {}): InboxRecord {
  const body = Buffer.from(JSON.stringify({ CallbackCommand: command, RoomId: id }))
  const named = { id, idempotencyKey: id, sdkAppId: '1400000000', command, receivedAs: command }
  return { ...named, receivedAt: Date.now(), body, ...more }
}

/** The name of an entry in the keys of Redis. */
export const nameOf = (id: string): string => createHash('sha256').update(id).digest('base64url').slice(0, 22)

/** The ids of all that waits in an inbox. */
export const waitingIds = async (inbox: {
  list: (state: 'waiting', options: { limit: number }) => Promise<readonly { record: InboxRecord }[]>
}) => (await inbox.list('waiting', { limit: 100_000 })).map(({ record }) => record.id)
