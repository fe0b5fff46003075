import { crc32 } from 'node:zlib'
import type { InboxRecord } from '@room-callbacks/core/inbox'

/** Everything of a record but its body, as JSON. What repeats another field is left out. */
export function headOf(record: InboxRecord): string {
  const { id, idempotencyKey, sdkAppId, command, receivedAs, receivedAt } = record
  const { orderKey, clientIp, platform, requestId, carrier, refusal, answer } = record
  return JSON.stringify({
    id,
    idempotencyKey: idempotencyKey === id ? undefined : idempotencyKey,
    sdkAppId,
    command,
    receivedAs: receivedAs === command ? undefined : receivedAs,
    receivedAt,
    orderKey,
    clientIp,
    platform,
    requestId,
    carrier,
    refusal: refusal && { code: refusal.code, message: refusal.message },
    answer,
  })
}

/** The record of which a head and a body were stored. */
export function recordFrom(head: string, stored: Uint8Array): InboxRecord {
  // Only then its memory holds nothing else, all of which would go along to another thread.
  const body = stored.byteLength === stored.buffer.byteLength ? stored : new Uint8Array(stored)
  const { id, idempotencyKey = id, sdkAppId, command, receivedAs = command, receivedAt, ...others } = JSON.parse(head)
  return { id, idempotencyKey, sdkAppId, command, receivedAs, receivedAt, body, ...others }
}

/** Of head and body. SQLite keeps none, and hands out what a damaged disk made of them. */
export const checksumOf = (head: string | Uint8Array, body: Uint8Array): number => crc32(head, crc32(body))
