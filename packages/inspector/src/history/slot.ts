import type { Handling, ObservedDelivery } from '@room-callbacks/core/inspect'
import type { Arrival, CallbackRecord, Entry } from './entry.ts'
import type { Chunk } from './packet-memory.ts'
import { noRarities, type RareFields, raritiesOf } from './rare-fields.ts'
import type { SharedFields } from './shared-fields.ts'

/** How many numbers of a slot stand in the table: receivedAt, responseTimeMs, handlerTimeMs, length. NaN for undefined. */
export const numbersOfSlot = 4

const mostDeliveries = 20

/** What a query takes at most in UTF-8, and the packet. Unit: bytes. */
export const sizeOf = ({ query, raw }: CallbackRecord): number => query.length * 3 + (raw?.length ?? 0)

/**
 * Where the history keeps one callback, used again for the one that takes its place. Query and packet are bytes in a
 * chunk, numbers stand in a table, and nearly all else outlives its callback anyway: nothing of it is left for the
 * garbage collection, and little must be written.
 */
export class Slot {
  /** 0: nothing is here. */
  id = 0
  /** The number of its observation. */
  number = 0
  chunk: Chunk | undefined
  #circumstances: SharedFields | undefined
  #room: string | undefined
  #idempotencyKey: string | undefined
  #start = 0
  #middle = 0
  // Before the middle: no packet was read.
  #end = 0
  #rarities: RareFields = noRarities
  readonly #numbers: Float64Array
  readonly #place: number

  /** @param place Where its numbers begin in the table. */
  constructor(table: Float64Array, place: number) {
    this.#numbers = table
    this.#place = place
  }

  /** Keeps a callback; its bytes go into the chunk. */
  fill(id: number, arrival: Arrival, circumstances: SharedFields, chunk: Chunk): void {
    const { room, seen } = arrival
    this.id = id
    this.number = seen.number
    this.chunk = chunk
    this.#circumstances = circumstances
    this.#room = room
    this.#idempotencyKey = seen.idempotencyKey
    this.#rarities = raritiesOf(arrival)
    this.#numbers[this.#place] = seen.receivedAt
    this.#numbers[this.#place + 1] = seen.responseTimeMs ?? Number.NaN
    this.#numbers[this.#place + 2] = seen.handlerTimeMs ?? Number.NaN
    this.#numbers[this.#place + 3] = Number(seen.headers['content-length'] ?? Number.NaN)
    this.#write(chunk, seen)
  }

  /** Notes what handlers did meanwhile. */
  update({ handlerTimeMs, errors }: Handling): void {
    this.#numbers[this.#place + 2] = handlerTimeMs ?? Number.NaN
    this.#rarities = { ...this.#rarities, errors }
  }

  /** Forgets the callback, and all that only it needed. */
  clear(): void {
    this.id = 0
    this.chunk = undefined
    this.#rarities = noRarities
  }

  /** Notes an attempt of an inbox. */
  addDelivery(delivery: ObservedDelivery): void {
    const deliveries = [...this.#rarities.deliveries, delivery].slice(-mostDeliveries)
    this.#rarities = { ...this.#rarities, deliveries }
  }

  /** What its deliveries from an inbox are found by. Those of a repetition are the first one's. */
  get key(): string | undefined {
    const { source, isForInbox, reply } = this.#circumstances as SharedFields
    const mayBeDelivered = source === 'inbox' || (isForInbox && reply?.outcome !== 'duplicate')
    return mayBeDelivered ? this.#idempotencyKey : undefined
  }

  /** The callback, for a page that shows it. */
  read(): Entry {
    const { source, path, headers, ...circumstances } = this.#circumstances as SharedFields
    const { origin, refusal, errors, deliveries, live, sign } = this.#rarities
    const [receivedAt, responseTimeMs, handlerTimeMs, contentLength] = this.#readNumbers()
    const { bytes } = this.chunk as Chunk
    const handling = live?.deref()
    const seen: CallbackRecord = {
      ...circumstances,
      number: this.number,
      headers: contentLength === undefined ? headers : { ...headers, 'content-length': String(contentLength) },
      query: bytes.toString('utf8', this.#start, this.#middle),
      raw: this.#end < this.#middle ? undefined : bytes.subarray(this.#middle, this.#end),
      idempotencyKey: this.#idempotencyKey,
      receivedAt: receivedAt as number,
      responseTimeMs,
      refusal,
      handlerTimeMs: handling?.handlerTimeMs ?? handlerTimeMs,
      isHandling: handling?.isHandling ?? false,
      errors: handling?.errors ?? errors,
    }
    return { id: this.id, source, origin, path, room: this.#room, deliveries, sign, seen }
  }

  #readNumbers(): (number | undefined)[] {
    const numbers = this.#numbers.subarray(this.#place, this.#place + numbersOfSlot)
    return Array.from(numbers, (value) => (Number.isNaN(value) ? undefined : value))
  }

  #write(chunk: Chunk, { query, raw }: CallbackRecord): void {
    const { bytes, used } = chunk
    this.#start = used
    this.#middle = used + bytes.write(query, used)
    this.#end = raw === undefined ? -1 : this.#middle + raw.length
    if (raw !== undefined) bytes.set(raw, this.#middle)
    chunk.used = Math.max(this.#middle, this.#end)
    chunk.packets++
  }
}
