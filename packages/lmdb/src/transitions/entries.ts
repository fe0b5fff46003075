import type { Trees } from '../database/trees.ts'
import { indexKey, type Kind, kindStart, kinds } from '../layout/keys.ts'
import { decodePosition, encodePosition, type Position } from '../layout/position.ts'

/** An entry of the index. */
export interface Indexed {
  readonly kind: StateKind
  readonly key: Uint8Array
  readonly position: Position
}

/** The kinds that are states of an entry. */
export type StateKind = Exclude<Kind, typeof kinds.remembered | typeof kinds.room>

const counted = {
  [kinds.ready]: 'waiting',
  [kinds.blocked]: 'waiting',
  [kinds.delayed]: 'delayed',
  [kinds.running]: 'running',
  [kinds.dead]: 'dead',
  [kinds.recorded]: 'recorded',
} as const

/** The key of an entry; a running one has that of its hold instead. */
function keyOf(kind: StateKind, { sequence, at, until }: Position): Buffer {
  if (kind === kinds.ready || kind === kinds.blocked) return indexKey(kind, sequence)
  return indexKey(kind, kind === kinds.delayed ? until : at, sequence)
}

/** Puts an entry into a state. */
export function place(
  trees: Trees,
  kind: StateKind,
  position: Position,
  key: Uint8Array = keyOf(kind, position),
): void {
  trees.index.putSync(key, encodePosition(position))
  trees.counters.add(counted[kind], 1)
}

/** Takes an entry out of its state. */
export function displace(trees: Trees, { kind, key }: Indexed): void {
  trees.index.removeSync(key)
  trees.counters.add(counted[kind], -1)
}

export function find(trees: Trees, kind: StateKind, key: Uint8Array): Indexed | undefined {
  const stored = trees.index.getBinary(key)
  return stored && { kind, key, position: decodePosition(stored) }
}

/** Where a walk begins and ends. */
interface Bounds {
  readonly start?: Uint8Array
  readonly end?: Uint8Array
  readonly limit?: number
}

/** The entries of a kind, in the order of their keys. */
export function entriesOf(trees: Trees, kind: StateKind, bounds: Bounds = {}): Indexed[] {
  // To look for what is not there costs as much as to find something.
  if (trees.counters.get(counted[kind]) === 0) return []
  const range = trees.index.getRange({ start: kindStart(kind), end: kindStart(kind + 1), ...bounds })
  return Array.from(range, ({ key, value }) => ({ kind, key, position: decodePosition(value) }))
}
