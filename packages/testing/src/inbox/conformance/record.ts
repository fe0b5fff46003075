import type { InboxRecord } from '@room-callbacks/core/inbox'

/** A record with an id; its order key is one of an app, and most has a value that must come back as it was. */
export function recordOf(id: string, fields: Partial<InboxRecord> = {}): InboxRecord {
  return {
    id,
    idempotencyKey: id,
    sdkAppId: '1400000000',
    command: 'Room.CallbackAfterMemberLeave',
    receivedAs: 'room.callbackaftermemberleave',
    receivedAt: Date.now(),
    body: new TextEncoder().encode(`{"CallbackCommand":"Room.CallbackAfterMemberLeave","RoomId":"${id} €"}`),
    ...fields,
  }
}

/** Several, whose ids count from 1. */
export function recordsOf(count: number, name: string, fields: Partial<InboxRecord> = {}): InboxRecord[] {
  return Array.from({ length: count }, (_, index) => recordOf(`${name}${index + 1}`, fields))
}

/** What may be compared, however a store hands out bytes. */
export function plain(record: InboxRecord): object {
  return { ...record, body: [...record.body] }
}
