import type { InboxRecord, RecordedError } from '@room-callbacks/core/inbox'

/** Everything but the body, short; 0 stands for what is left out, or is the same as what stands before it. */
type Head = [
  id: string,
  idempotencyKey: string | 0,
  sdkAppId: string,
  command: string,
  receivedAs: string | 0,
  receivedAt: number,
  room: string | 0,
  clientIp: string | 0,
  platform: string | 0,
  carrier: Readonly<Record<string, string>> | 0,
  refusal: RecordedError | 0,
  answer: string | 0,
]

const prefix = 4

/** The length of the head, the head as JSON, and the body as it came. */
export function encodeRecord(record: InboxRecord): Buffer {
  const { id, idempotencyKey, sdkAppId, command, receivedAs, receivedAt, body } = record
  const { room = 0, clientIp = 0, platform = 0, carrier = 0, refusal = 0, answer = 0 } = record
  const ownKey = idempotencyKey === id ? 0 : idempotencyKey
  const ownWord = receivedAs === command ? 0 : receivedAs
  const error = refusal ? { code: refusal.code, message: refusal.message } : 0
  const fields: Head = [
    id,
    ownKey,
    sdkAppId,
    command,
    ownWord,
    receivedAt,
    room,
    clientIp,
    platform,
    carrier,
    error,
    answer,
  ]
  const head = JSON.stringify(fields)
  const headLength = Buffer.byteLength(head)
  const bytes = Buffer.allocUnsafe(prefix + headLength + body.length)
  bytes.writeUInt32LE(headLength)
  bytes.write(head, prefix)
  bytes.set(body, prefix + headLength)
  return bytes
}

export function decodeRecord(stored: Uint8Array): InboxRecord {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.length)
  const end = prefix + bytes.readUInt32LE()
  const head = JSON.parse(bytes.toString('utf8', prefix, end)) as Head
  const [id, idempotencyKey, sdkAppId, command, receivedAs, receivedAt, ...others] = head
  const [room, clientIp, platform, carrier, refusal, answer] = others
  return {
    id,
    idempotencyKey: idempotencyKey === 0 ? id : idempotencyKey,
    sdkAppId,
    command,
    receivedAs: receivedAs === 0 ? command : receivedAs,
    receivedAt,
    body: bytes.subarray(end),
    ...(room === 0 ? undefined : { room }),
    ...(clientIp === 0 ? undefined : { clientIp }),
    ...(platform === 0 ? undefined : { platform }),
    ...(carrier === 0 ? undefined : { carrier }),
    ...(refusal === 0 ? undefined : { refusal }),
    ...(answer === 0 ? undefined : { answer }),
  }
}
