/** The parts of the index. What is sorted by what stands beside it. */
export const kinds = {
  /** Waiting, and nobody took it ever: it has no place in the index, since records stand in the same order. */
  fresh: 0,
  /** Waiting, and may be taken: sequence. */
  ready: 1,
  /** Waiting for an earlier entry of its room: sequence. */
  blocked: 2,
  /** When it is due, sequence. */
  delayed: 3,
  /** The number of its hold. */
  running: 4,
  /** Since when, sequence. */
  dead: 5,
  /** Since when, sequence. */
  recorded: 6,
  /** The ids of handled callbacks: sequence. */
  remembered: 7,
  /** The live entries of each room: room, sequence. */
  room: 8,
} as const

export type Kind = (typeof kinds)[keyof typeof kinds]

const largest = Number.MAX_SAFE_INTEGER
const word = 2 ** 32

/** Numbers sort as bytes do: big-endian. Times out of range sort at the end they are nearest to. */
export function writeNumber(target: Buffer, value: number, offset: number): void {
  const whole = Math.min(Math.max(Math.ceil(value), 0), largest)
  target.writeUInt32BE(Math.floor(whole / word), offset)
  target.writeUInt32BE(whole % word, offset + 4)
}

const readNumber = (source: Uint8Array, offset: number): number =>
  Buffer.from(source.buffer, source.byteOffset).readUIntBE(offset + 2, 6)

/** The key of a record. */
export function recordKey(sequence: number): Buffer {
  const key = Buffer.allocUnsafe(8)
  writeNumber(key, sequence, 0)
  return key
}

export const sequenceOfRecordKey = (key: Uint8Array): number => readNumber(key, 0)

/** A key of the index with one number or two. */
export function indexKey(kind: Kind, first: number, second?: number): Buffer {
  const key = Buffer.allocUnsafe(second === undefined ? 9 : 17)
  key[0] = kind
  writeNumber(key, first, 1)
  if (second !== undefined) writeNumber(key, second, 9)
  return key
}

/** Where a kind begins, which is where the one before it ends. */
export const kindStart = (kind: number): Buffer => Buffer.of(kind)

export function roomKey(room: Uint8Array, sequence: number): Buffer {
  const key = Buffer.allocUnsafe(9 + room.length)
  key[0] = kinds.room
  key.set(room, 1)
  writeNumber(key, sequence, 1 + room.length)
  return key
}

export const sequenceOfRoomKey = (key: Uint8Array): number => readNumber(key, key.length - 8)
