import type { InboxRecord } from '@room-callbacks/core/inbox'

/** A record whose id is its number, big enough for a page of its own where that matters. */
export function numbered(number: number, more: Partial<InboxRecord> = {}, size = 100): InboxRecord {
  return {
    id: `1400000000:Room.CallbackAfterMemberLeave:${number}:digest`,
    idempotencyKey: `1400000000:Room.CallbackAfterMemberLeave:${number}:digest`,
    sdkAppId: '1400000000',
    command: 'Room.CallbackAfterMemberLeave',
    receivedAs: 'Room.CallbackAfterMemberLeave',
    receivedAt: 1000 + number,
    body: Buffer.alloc(size, 97),
    ...more,
  }
}

/** The number of a record. */
export const numberOf = ({ id }: InboxRecord): number => Number(id.split(':')[2])
