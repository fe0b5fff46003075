import { hash } from 'node:crypto'

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
