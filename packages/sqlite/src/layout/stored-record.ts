import { hash } from 'node:crypto'
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

const timeLength = 6
const digestLength = 10
/** Unit: bytes. */
export const keyLength: number = timeLength + digestLength
const longestTime = 2 ** 48 - 1

/**
 * The key of an id: the time that an idempotency key has in it, and 80 bits of SHA-256. Keys of one time stand together, so
 * that what a commit writes into the index, and what is forgotten together, is on few pages however many there are.
 */
export function entryKey(id: string): Buffer {
  // The first bytes of the digest make room for the time.
  const key = hash('sha256', keyText(id), 'buffer').subarray(0, keyLength)
  key.writeUIntBE(timeOf(id), 0, timeLength)
  return key
}

/** UTF-8 has no bytes for a lone surrogate: two ids with different ones would be the same. */
function keyText(id: string): string {
  // Of ES2024, which every Node has that is supported.
  return (id as unknown as { isWellFormed(): boolean }).isWellFormed() ? id : JSON.stringify(id)
}

/** The third of the four parts of an idempotency key. In any other id it is a number like another. */
function timeOf(id: string): number {
  const start = id.indexOf(':', id.indexOf(':') + 1) + 1
  const time = Number(id.slice(start, id.indexOf(':', start)))
  return time >= 0 && time <= longestTime ? Math.trunc(time) : 0
}
