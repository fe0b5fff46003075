import { hash } from 'node:crypto'

const timeLength = 6
const digestLength = 10
const longestTime = 2 ** 48 - 1

/**
 * The key of an id: the time that an idempotency key has in it, and 80 bits of SHA-256. Keys of one time stand together, so
 * that what a commit writes into the index, and what is forgotten together, is on few pages however many there are.
 */
export const entryKey = (id: string): Buffer => keyOf(timeOf(id), keyText(id))

/** @param text see `keyText`; as UTF-8 it gives the same */
export function keyOf(time: number, text: string | Uint8Array): Buffer {
  const key = Buffer.allocUnsafe(timeLength + digestLength)
  key.writeUIntBE(time, 0, timeLength)
  hash('sha256', text, 'buffer').copy(key, timeLength, 0, digestLength)
  return key
}

/** UTF-8 has no bytes for a lone surrogate: two ids with different ones would be the same. */
export function keyText(id: string): string {
  // Of ES2024, which every Node has that is supported.
  return (id as unknown as { isWellFormed(): boolean }).isWellFormed() ? id : JSON.stringify(id)
}

/** The third of the four parts of an idempotency key. In any other id it is a number like another. */
export function timeOf(id: string): number {
  const start = id.indexOf(':', id.indexOf(':') + 1) + 1
  const time = Number(id.slice(start, id.indexOf(':', start)))
  return time >= 0 && time <= longestTime ? Math.trunc(time) : 0
}
