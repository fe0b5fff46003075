import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type InboxRecord, recordSize } from '@room-callbacks/core/inbox'

/** What a record is. */
export const kinds = { live: 0, refused: 1, recorded: 2 } as const
type Kind = (typeof kinds)[keyof typeof kinds]

/** A record as it is written. */
export interface IncomingPut {
  /** See `entryKey`. */
  readonly key: Uint8Array
  readonly command: string
  readonly room: string | undefined
  readonly kind: Kind
  readonly size: number
  /** In ms since 1970. */
  readonly now: number
  /** For how long the process that puts it would lease it at once. 0: not at all. Unit: ms. */
  readonly lease: number
  /** From the thread as UTF-8. */
  readonly head: string | Uint8Array
  readonly body: Uint8Array
}

/** A record that is to be put. */
export interface PutRequest extends IncomingPut {
  readonly head: string
}

/** @throws TypeError for what is not made of texts and numbers */
export function requestOf(record: InboxRecord, now: number, lease: number): PutRequest {
  const { id, command, orderKey: room, body, refusal, answer } = record
  const kind = refusal ? kinds.refused : answer === undefined ? kinds.live : kinds.recorded
  return {
    key: entryKey(id),
    command,
    room,
    kind,
    size: recordSize(record),
    now,
    lease: kind === kinds.live ? lease : 0,
    head: headOf(record),
    body,
  }
}

/** Everything of a record but its body, as JSON. What repeats another field is left out. */
function headOf(record: InboxRecord): string {
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
const keyLength: number = timeLength + digestLength
const longestTime = 2 ** 48 - 1

/**
 * The key of an id: the time that an idempotency key has in it, and 80 bits of SHA-256. Keys of one time stand together, so
 * that what a commit writes into the index, and what is forgotten together, is on few pages however many there are.
 */
export function entryKey(id: string): Buffer {
  // The first bytes of the digest make room for the time. As text, since Node takes twice as long to make a buffer of all of it.
  const key = Buffer.from(hash('sha256', keyText(id), 'binary').slice(0, keyLength), 'binary')
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

/**
 * Records that are put, as they go to the thread. Memory that is handed over costs nothing; what `postMessage` makes of an
 * object costs several times what SQLite does with it.
 */
export interface PackedPuts {
  readonly count: number
  /** Several for each, see `Writer`. */
  readonly numbers: Float64Array
  /** The texts as UTF-8, and the body, of one after the other. */
  readonly bytes: Uint8Array
}

const fields = 8
const longestCharacter = 3

/** As they go to the thread. */
export function packPuts(requests: readonly PutRequest[]): PackedPuts {
  const writer = new Writer(requests)
  for (const request of requests) writer.add(request)
  return { count: requests.length, numbers: writer.numbers, bytes: writer.bytes }
}

class Writer {
  readonly numbers: Float64Array
  /** Memory of its own, which can be handed over. */
  readonly bytes: Buffer
  #number = 0
  #end = 0

  constructor(requests: readonly PutRequest[]) {
    let length = 0
    for (const { command, room = '', head, body } of requests)
      length += keyLength + (command.length + room.length + head.length) * longestCharacter + body.length
    this.numbers = new Float64Array(requests.length * fields)
    this.bytes = Buffer.allocUnsafeSlow(length)
  }

  add({ key, command, room, kind, size, now, lease, head, body }: PutRequest): void {
    this.#add(kind)
    this.#add(size)
    this.#add(now)
    this.#add(lease)
    this.#copy(key)
    this.#add(this.#write(command))
    this.#add(room === undefined ? -1 : this.#write(room))
    this.#add(this.#write(head))
    this.#add(body.length)
    this.#copy(body)
  }

  #add(number: number): void {
    this.numbers[this.#number++] = number
  }

  #copy(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#end)
    this.#end += bytes.length
  }

  #write(text: string): number {
    const written = this.bytes.write(text, this.#end)
    this.#end += written
    return written
  }
}

export function unpackPuts({ count, numbers, bytes }: PackedPuts): IncomingPut[] {
  const memory = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let number = 0
  let end = 0
  const next = () => numbers[number++] as number
  const take = (length: number) => {
    const start = end
    end += length
    return memory.subarray(start, end)
  }
  return Array.from({ length: count }, (): IncomingPut => {
    const [kind, size, now, lease] = [next() as Kind, next(), next(), next()]
    const key = take(keyLength)
    const command = take(next()).toString()
    const roomLength = next()
    const room = roomLength < 0 ? undefined : take(roomLength).toString()
    return { key, command, room, kind, size, now, lease, head: take(next()), body: take(next()) }
  })
}
