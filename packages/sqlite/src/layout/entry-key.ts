import { hash } from 'node:crypto'

const timeLength = 6
const digestLength = 10
const longestTime = 2 ** 48 - 1
/** UTF-8 has no bytes for these: two ids with different ones would be the same. */
const loneSurrogate = /\p{Surrogate}/u

/**
 * The key of an id: the time that an idempotency key has in it, and 80 bits of SHA-256. Keys of one time stand together, so
 * that what a commit writes into the index, and what is forgotten together, is on few pages however many there are.
 */
export function entryKey(id: string): Buffer {
  const key = Buffer.allocUnsafe(timeLength + digestLength)
  key.writeUIntBE(timeOf(id), 0, timeLength)
  const digest = hash('sha256', loneSurrogate.test(id) ? JSON.stringify(id) : id, 'buffer')
  digest.copy(key, timeLength, 0, digestLength)
  return key
}

/** The third of the four parts of an idempotency key. In any other id it is a number like another. */
function timeOf(id: string): number {
  const start = id.indexOf(':', id.indexOf(':') + 1) + 1
  const time = Number(id.slice(start, id.indexOf(':', start)))
  return time >= 0 && time <= longestTime ? Math.trunc(time) : 0
}
