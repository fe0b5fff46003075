import type { EntryState, ListOptions } from '@room-callbacks/core/inbox'
import type { Trees } from '../database/trees.ts'
import type { EarlierEntry, EarlierStats } from '../earlier-store.ts'
import { decodeIdentity, type Identity } from '../layout/identity.ts'
import { indexKey, kinds } from '../layout/keys.ts'
import { decodeRecord } from '../layout/record.ts'
import { entriesOf, type Indexed, type IndexedKind, recordOf } from './entries.ts'
import { freshEntries } from './fresh.ts'
import { findIdentity } from './known.ts'

/** The kinds of the index that a state stands for. */
const kindsOf = {
  waiting: [kinds.ready, kinds.blocked],
  running: [kinds.running],
  delayed: [kinds.delayed],
  dead: [kinds.dead],
  recorded: [kinds.recorded],
} as const

/** What is in a state, oldest first. */
export function list(
  trees: Trees,
  state: EntryState,
  { limit, after }: ListOptions & { limit: number },
): EarlierEntry[] {
  const last = after === undefined ? undefined : findIdentity(trees, after)
  const entries = kindsOf[state].flatMap((kind) => entriesOf(trees, kind, boundsAfter(kind, last, limit)))
  if (state === 'waiting') entries.push(...freshEntries(trees, limit, last && last.sequence + 1))
  if (state === 'waiting') entries.sort((one, other) => one.position.sequence - other.position.sequence)
  const first = entries.findIndex(({ position }) => position.sequence === last?.sequence) + 1
  return entries.slice(first, first + limit).map((entry) => describe(trees, state, entry))
}

/** Where the entries after one begin; only those that are sorted by times nobody else notes are looked through. */
function boundsAfter(kind: IndexedKind, last: Identity | undefined, limit: number) {
  if (!last) return { limit }
  if (kind === kinds.delayed || kind === kinds.running) return {}
  if (kind === kinds.dead || kind === kinds.recorded)
    return { start: indexKey(kind, last.time, last.sequence + 1), limit }
  return { start: indexKey(kind, last.sequence + 1), limit }
}

function describe(trees: Trees, state: EntryState, entry: Indexed): EarlierEntry {
  const { attempts, identity, error } = entry.position
  const at = entry.kind === kinds.fresh ? timeOf(trees, identity) : entry.position.at
  return { state, record: recordOf(trees, entry), attempts, at, ...(error && { error }) }
}

/** When an entry was put. Its record does not know: it may have been a dead letter since. */
const timeOf = ({ identities }: Trees, key: Uint8Array): number =>
  decodeIdentity(identities.getBinary(key) as Uint8Array).time

/** The store in numbers. */
export function stats(trees: Trees, now: number): EarlierStats {
  const { counters } = trees
  const [oldest] = Array.from(trees.live.getRange({ limit: 1 }), ({ value }) => decodeRecord(value))
  return {
    waiting: counters.get('waiting'),
    running: counters.get('running'),
    delayed: counters.get('delayed'),
    dead: counters.get('dead'),
    recorded: counters.get('recorded'),
    oldestAge: oldest && Math.max(now - oldest.receivedAt, 0),
    rate: counters.rate(now),
  }
}

/** When the next delay or hold is over. */
export function nextDue(trees: Trees): number | undefined {
  const due = [...entriesOf(trees, kinds.delayed, { limit: 1 }), ...entriesOf(trees, kinds.running)]
  return due.length === 0 ? undefined : Math.min(...due.map(({ position }) => position.until))
}
