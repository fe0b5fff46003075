import { type InboxRecord, recordSize } from '@room-callbacks/core/inbox'
import { entryKey, headOf, keyLength } from '../layout/stored-record.ts'
import type { Batch, PackedBatch } from './batch.ts'

/**
 * Records that are put, as they go to the thread. Memory that is handed over costs nothing; what `postMessage` makes of an
 * object costs several times what SQLite does with it.
 */
export interface PackedPuts {
  readonly count: number
  /** Several for each, see `pack`. */
  readonly numbers: Float64Array
  /** The texts as UTF-8, and the body, of one after the other. */
  readonly bytes: Uint8Array
}

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

const fields = 8
const longestCharacter = 3

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

/** A batch as it goes to the thread. */
export const packBatch = (batch: Batch): PackedBatch => ({
  ...batch,
  puts: packPuts(batch.puts),
  completions: Float64Array.from(batch.completions),
})

function packPuts(requests: readonly PutRequest[]): PackedPuts {
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
