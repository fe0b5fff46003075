import type { Trees } from '../database/trees.ts'
import { indexKey, kindStart, kinds } from '../layout/keys.ts'

const timeLength = 8

/**
 * Notes that a callback was handled, by its sequence: its id is written once, when it arrives, since
 * ids are spread over the whole tree, and to touch one again is to write one more page of the disk.
 */
export function remember({ index }: Trees, sequence: number, identity: Uint8Array, until: number): void {
  const value = Buffer.allocUnsafe(timeLength + identity.length)
  value.writeDoubleLE(until)
  value.set(identity, timeLength)
  index.putSync(indexKey(kinds.remembered, sequence), value)
}

/** Forgets that a callback was handled, if it was, and its time is over. */
export function forgetIfOver({ index }: Trees, sequence: number, now: number): boolean {
  const key = indexKey(kinds.remembered, sequence)
  const stored = index.getBinary(key)
  return stored !== undefined && untilOf(stored) <= now && index.removeSync(key)
}

/**
 * Forgets ids whose time is over, oldest first. One that was handled late stands before others whose
 * time is over already: they stay for as long, which costs room and nothing else.
 *
 * @returns How many there were.
 */
export function forgetHandled({ index, identities }: Trees, now: number, limit: number): number {
  const range = { start: kindStart(kinds.remembered), end: kindStart(kinds.remembered + 1), limit }
  const over = Array.from(index.getRange(range)).filter(({ value }) => untilOf(value) <= now)
  for (const { key, value } of over) {
    index.removeSync(key)
    identities.removeSync(value.subarray(timeLength))
  }
  return over.length
}

const untilOf = (value: Uint8Array): number => new DataView(value.buffer, value.byteOffset).getFloat64(0, true)
