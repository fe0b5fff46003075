import { digest, digestLength } from './digest.ts'
import { writeNumber } from './keys.ts'

const timeLength = 8

export const identityKeyLength: number = timeLength + digestLength

/**
 * The key of an id. Those of one time stand together, so that what a commit writes, and what is
 * forgotten together, is on few pages, however many ids there are.
 */
export function identityKey(id: string): Buffer {
  const key = Buffer.allocUnsafe(identityKeyLength)
  writeNumber(key, timeIn(id), 0)
  key.set(digest(id), timeLength)
  return key
}

/** The time of an idempotency key, which is the third of its four parts. In any other id it is a number like another. */
function timeIn(id: string): number {
  const start = id.indexOf(':', id.indexOf(':') + 1) + 1
  const time = Number(id.slice(start, id.indexOf(':', start)))
  return Number.isNaN(time) ? 0 : time
}

/** The key that version 1 had for it. */
export const undatedKey = (key: Uint8Array): Uint8Array => key.subarray(timeLength)
