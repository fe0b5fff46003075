import type { RoomCallbacksError } from '@room-callbacks/core'
import type { Handling, ObservedDelivery } from '@room-callbacks/core/inspect'
import type { Source } from '../wire.ts'
import type { Arrival, Entry, Seen } from './entry.ts'
import type { Chunk } from './packet-memory.ts'
import type { Repetitions } from './repetitions.ts'

const noErrors: readonly RoomCallbacksError[] = []
const noDeliveries: readonly ObservedDelivery[] = []
const noHeaders: Seen['headers'] = {}

/** What a query takes at most in UTF-8. */
export const sizeOf = ({ query, raw }: Seen): number => query.length * 3 + (raw?.byteLength ?? 0)

/**
 * Where the history keeps one callback, used again for the one that takes its place. Query and packet are bytes in a
 * chunk, and nearly all else outlives its callback anyway: nothing of it is left for the garbage collection.
 */
export class Slot implements Entry, Seen {
  /** 0: nothing is here. */
  id = 0
  source: Source = 'network'
  origin: number | undefined
  path = '/'
  room: string | undefined
  deliveries: readonly ObservedDelivery[] = noDeliveries
  number = 0
  method = 'POST'
  remoteAddress: string | undefined
  receivedAs = ''
  sdkAppId: string | undefined
  receivedAt: number = Number.NaN
  isReparsed = false
  command: string | undefined
  phase: Seen['phase']
  signature: Seen['signature'] = 'unchecked'
  reply: Seen['reply']
  isForInbox = false
  refusal: Seen['refusal']
  chunk: Chunk | undefined
  #start = 0
  #middle = 0
  #end = 0
  #hasPacket = false
  #headers = noHeaders
  #key: string | undefined
  #mayBeDelivered = false
  #errors = noErrors
  // NaN for undefined: a field that is a number at times is a new object each time.
  #contentLength = Number.NaN
  #answeredAfter = Number.NaN
  #handledFor = Number.NaN
  // Knows what handlers do that may run on. They hold it for as long; to hold it here would keep a second packet.
  #live: WeakRef<Handling> | undefined

  /** Keeps a callback; its bytes go into the chunk. */
  fill(id: number, { source, origin, path, room, seen }: Arrival, chunk: Chunk, repetitions: Repetitions): void {
    this.id = id
    this.source = source
    this.origin = origin
    this.path = repetitions.path.of(path)
    this.room = room
    this.deliveries = noDeliveries
    this.number = seen.number
    this.method = seen.method
    this.remoteAddress = seen.remoteAddress
    this.receivedAs = seen.receivedAs === seen.command ? seen.command : seen.receivedAs
    this.sdkAppId = repetitions.sdkAppId.of(seen.sdkAppId)
    this.receivedAt = seen.receivedAt
    this.isReparsed = seen.isReparsed
    this.command = seen.command
    this.phase = seen.phase
    this.signature = seen.signature
    this.reply = seen.reply
    this.isForInbox = seen.isForInbox
    this.refusal = seen.refusal
    this.#headers = repetitions.headers.of(seen.headers)
    this.#contentLength = Number(seen.headers['content-length'] ?? Number.NaN)
    this.#answeredAfter = seen.answeredAfter ?? Number.NaN
    this.#key = seen.idempotencyKey
    this.#mayBeDelivered = mayBeDelivered(source, seen)
    this.update(seen)
    this.#live = mayChange(seen) ? new WeakRef(seen) : undefined
    this.#write(chunk, seen)
  }

  /** Notes what handlers did meanwhile. */
  update({ handledFor, errors }: Handling): void {
    this.#handledFor = handledFor ?? Number.NaN
    this.#errors = errors
  }

  /** Forgets the callback, and all that only it needed. */
  clear(): void {
    this.id = 0
    this.deliveries = noDeliveries
    this.chunk = undefined
    this.#live = undefined
  }

  get seen(): Seen {
    return this
  }
  get query(): string {
    return this.#bytes.toString('utf8', this.#start, this.#middle)
  }
  get raw(): Uint8Array | undefined {
    return this.#hasPacket ? this.#bytes.subarray(this.#middle, this.#end) : undefined
  }
  get headers(): Seen['headers'] {
    const length = defined(this.#contentLength)
    return length === undefined ? this.#headers : { ...this.#headers, 'content-length': String(length) }
  }
  get idempotencyKey(): string | undefined {
    return this.#key
  }
  get answeredAfter(): number | undefined {
    return defined(this.#answeredAfter)
  }
  get handledFor(): number | undefined {
    return this.#live?.deref()?.handledFor ?? defined(this.#handledFor)
  }
  get isHandling(): boolean {
    return this.#live?.deref()?.isHandling ?? false
  }
  get errors(): Seen['errors'] {
    return this.#live?.deref()?.errors ?? this.#errors
  }
  /** What its deliveries from an inbox are found by. */
  get key(): string | undefined {
    return this.#mayBeDelivered ? this.#key : undefined
  }

  get #bytes(): Buffer {
    return (this.chunk as Chunk).bytes
  }

  #write(chunk: Chunk, { query, raw }: Seen): void {
    const { bytes, used } = chunk
    this.chunk = chunk
    this.#start = used
    this.#middle = used + bytes.write(query, used)
    this.#end = this.#middle + (raw?.byteLength ?? 0)
    this.#hasPacket = raw !== undefined
    if (raw) bytes.set(raw, this.#middle)
    chunk.used = this.#end
    chunk.packets++
  }
}

const defined = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value)

/** Whether its deliveries from an inbox may follow; those of a repetition are the first one's. */
const mayBeDelivered = (source: Source, { isForInbox, reply }: Seen): boolean =>
  source === 'inbox' || (isForInbox && reply?.outcome !== 'duplicate')

/** Whether handlers may begin or end after the answer. */
const mayChange = ({ isHandling, isForInbox, reply }: Seen): boolean =>
  isHandling || reply?.outcome === 'timed-out' || (reply?.outcome === 'accepted' && !isForInbox)
