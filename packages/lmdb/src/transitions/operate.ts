import type { Trees } from '../database/trees.ts'
import { indexKey, kinds, recordKey } from '../layout/keys.ts'
import { decodeRecord } from '../layout/record.ts'
import { displace, entriesOf, find, type Indexed } from './entries.ts'
import { findIdentity } from './known.ts'
import { revive } from './put.ts'

/** The kinds that operators may retry or purge. */
type KeptState = 'dead' | 'recorded'

/** An entry that is kept to be read, by its id. */
export function findKept(trees: Trees, id: string, states: readonly KeptState[]): Indexed[] {
  const known = findIdentity(trees, id)
  const state = states.find((state) => state === known?.state)
  if (!known || !state) return []
  return [find(trees, kinds[state], indexKey(kinds[state], known.time, known.sequence)) as Indexed]
}

/** The oldest entries of a state that came into it until then. */
export function keptUntil(trees: Trees, state: KeptState, time: number, limit: number): Indexed[] {
  if (time < 0) return []
  return entriesOf(trees, kinds[state], { end: indexKey(kinds[state], time, Number.MAX_SAFE_INTEGER), limit })
}

/** A dead letter waits again, with no attempts behind it, at the end of its room. Gives its id. */
export function retry(trees: Trees, entry: Indexed, now: number): string {
  const record = forgetRecord(trees, entry)
  const { id, room } = decodeRecord(record)
  const sequence = trees.counters.next('nextSequence')
  revive(trees, { ...entry.position, sequence, attempts: 0, at: now, until: 0, error: undefined }, room, record)
  return id
}

/** Forgets an entry and its id. Gives the id. */
export function purge(trees: Trees, entry: Indexed): string {
  const record = forgetRecord(trees, entry)
  trees.identities.removeSync(entry.position.identity)
  return decodeRecord(record).id
}

function forgetRecord(trees: Trees, entry: Indexed): Uint8Array {
  const key = recordKey(entry.position.sequence)
  const record = trees.kept.getBinary(key) as Uint8Array
  displace(trees, entry)
  trees.kept.removeSync(key)
  return record
}
