import type { InboxRecord } from '@room-callbacks/core/inbox'
import type { Trees } from '../database/trees.ts'
import { indexKey, type Kind, kindStart, kinds, recordKey } from '../layout/keys.ts'
import { decodePosition, encodePosition, type Position } from '../layout/position.ts'
import { decodeRecord } from '../layout/record.ts'

/** An entry, and where it stands. */
export interface Indexed {
  readonly kind: StateKind
  readonly key: Uint8Array
  readonly position: Position
  /** Where it was read already. */
  readonly record?: InboxRecord
}

/** The kinds that are states of an entry. */
type StateKind = Exclude<Kind, typeof kinds.remembered | typeof kinds.room>

/** Those that have a place in the index. */
export type IndexedKind = Exclude<StateKind, typeof kinds.fresh>

const counted = {
  [kinds.fresh]: 'waiting',
  [kinds.ready]: 'waiting',
  [kinds.blocked]: 'waiting',
  [kinds.delayed]: 'delayed',
  [kinds.running]: 'running',
  [kinds.dead]: 'dead',
  [kinds.recorded]: 'recorded',
} as const

/** The key of an entry; a running one has that of its hold instead. */
function keyOf(kind: IndexedKind, { sequence, at, until }: Position): Buffer {
  if (kind === kinds.ready || kind === kinds.blocked) return indexKey(kind, sequence)
  return indexKey(kind, kind === kinds.delayed ? until : at, sequence)
}

/** Puts an entry into a state. */
export function place(
  trees: Trees,
  kind: IndexedKind,
  position: Position,
  key: Uint8Array = keyOf(kind, position),
): void {
  trees.index.putSync(key, encodePosition(position))
  trees.counters.add(counted[kind], 1)
}

/** Takes an entry out of its state. */
export function displace(trees: Trees, { kind, key, position }: Indexed): void {
  // Fresh ones go in the order in which they stand.
  if (kind === kinds.fresh) trees.counters.set('freshFrom', position.sequence + 1)
  else trees.index.removeSync(key)
  trees.counters.add(counted[kind], -1)
}

export function find(trees: Trees, kind: IndexedKind, key: Uint8Array): Indexed | undefined {
  const stored = trees.index.getBinary(key)
  return stored && { kind, key, position: decodePosition(stored) }
}

/** What came with the callback of an entry. */
export function recordOf({ live, kept }: Trees, { kind, position, record }: Indexed): InboxRecord {
  const records = kind === kinds.dead || kind === kinds.recorded ? kept : live
  return record ?? decodeRecord(records.getBinary(recordKey(position.sequence)) as Uint8Array)
}

/** Where a walk begins and ends. */
interface Bounds {
  readonly start?: Uint8Array
  readonly end?: Uint8Array
  readonly limit?: number
}

/** The entries of a kind, in the order of their keys. */
export function entriesOf(trees: Trees, kind: IndexedKind, bounds: Bounds = {}): Indexed[] {
  // To look for what is not there costs as much as to find something.
  if (trees.counters.get(counted[kind]) === 0) return []
  const range = trees.index.getRange({ start: kindStart(kind), end: kindStart(kind + 1), ...bounds })
  return Array.from(range, ({ key, value }) => ({ kind, key, position: decodePosition(value) }))
}
