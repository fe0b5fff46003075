import type { RecordedError } from '@room-callbacks/core/inbox'
import { digestLength } from './digest.ts'
import { identityKeyLength } from './identity-key.ts'

/** Where an entry stands: what changes while its record stays as it is. */
export interface Position {
  readonly sequence: number
  /** Attempts that began. */
  readonly attempts: number
  /** When it came into its state. Unit: ms since 1970. */
  readonly at: number
  /** When its delay or its hold is over. Unit: ms since 1970. */
  readonly until: number
  /** The key of its id. */
  readonly identity: Uint8Array
  /** The digest of its room, where rooms are in order. */
  readonly room: Uint8Array | undefined
  readonly error: RecordedError | undefined
}

const offsets = { sequence: 0, at: 8, until: 16, attempts: 24, hasRoom: 28, identity: 29, room: 29 + identityKeyLength }
const length = offsets.room + digestLength

export function encodePosition(position: Position): Buffer {
  const error = position.error ? JSON.stringify([position.error.code, position.error.message]) : ''
  const bytes = Buffer.alloc(length + Buffer.byteLength(error))
  bytes.writeDoubleLE(position.sequence, offsets.sequence)
  bytes.writeDoubleLE(position.at, offsets.at)
  bytes.writeDoubleLE(position.until, offsets.until)
  bytes.writeUInt32LE(position.attempts, offsets.attempts)
  bytes.set(position.identity, offsets.identity)
  if (position.room) {
    bytes[offsets.hasRoom] = 1
    bytes.set(position.room, offsets.room)
  }
  if (error) bytes.write(error, length)
  return bytes
}

export function decodePosition(stored: Uint8Array): Position {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.length)
  return {
    sequence: bytes.readDoubleLE(offsets.sequence),
    at: bytes.readDoubleLE(offsets.at),
    until: bytes.readDoubleLE(offsets.until),
    attempts: bytes.readUInt32LE(offsets.attempts),
    identity: bytes.subarray(offsets.identity, offsets.room),
    room: bytes[offsets.hasRoom] === 1 ? bytes.subarray(offsets.room, length) : undefined,
    error: bytes.length > length ? readError(bytes.toString('utf8', length)) : undefined,
  }
}

function readError(text: string): RecordedError {
  const [code, message] = JSON.parse(text) as [string, string]
  return { code, message }
}
