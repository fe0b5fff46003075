import type { Trees } from '../database/trees.ts'
import type { TakenEntry } from '../earlier-store.ts'
import { indexKey, kinds } from '../layout/keys.ts'
import { displace, entriesOf, find, type Indexed, place, recordOf } from './entries.ts'
import { freshEntries } from './fresh.ts'
import { isBlocked, move } from './rooms.ts'

/** Takes the oldest entries that are ready, and holds them. */
export function take(trees: Trees, limit: number, now: number, until: number): TakenEntry[] {
  const candidates = [
    ...entriesOf(trees, kinds.ready, { limit }),
    ...freshEntries(trees, limit),
    ...overdue(trees, limit, now).filter((entry) => !standsBack(trees, entry)),
  ]
  const oldest = candidates.sort((one, other) => one.position.sequence - other.position.sequence).slice(0, limit)
  if (oldest.length > 0) lowerHoldsDue(trees, until)
  return oldest.map((entry) => hold(trees, entry, now, until))
}

/** Delays that are over, and holds whose process gave no sign of life. */
function overdue(trees: Trees, limit: number, now: number): Indexed[] {
  const delayed = entriesOf(trees, kinds.delayed, { end: indexKey(kinds.delayed, now, Number.MAX_SAFE_INTEGER), limit })
  return [...delayed, ...overdueHolds(trees, now)]
}

function overdueHolds(trees: Trees, now: number): Indexed[] {
  const { counters } = trees
  // Kept as a lower bound, so that holds are not looked through for each take.
  if (counters.get('running') === 0 || counters.get('holdsDue') > now) return []
  const holds = entriesOf(trees, kinds.running)
  counters.set('holdsDue', Math.min(...holds.map(({ position }) => position.until)))
  return holds.filter(({ position }) => position.until <= now)
}

/** Only after the store began to keep the order of rooms: what was taken before may have an earlier one. */
function standsBack(trees: Trees, entry: Indexed): boolean {
  if (!isBlocked(trees, entry.position)) return false
  move(trees, entry, kinds.blocked)
  return true
}

function hold(trees: Trees, entry: Indexed, now: number, until: number): TakenEntry {
  const { position } = entry
  const attempt = position.attempts + 1
  const number = trees.counters.next('nextHold')
  const record = recordOf(trees, entry)
  displace(trees, entry)
  place(trees, kinds.running, { ...position, attempts: attempt, at: now, until }, indexKey(kinds.running, number))
  return { record, attempt, hold: number }
}

function lowerHoldsDue({ counters }: Trees, until: number): void {
  const isFirst = counters.get('running') === 0
  counters.set('holdsDue', isFirst ? until : Math.min(counters.get('holdsDue'), until))
}

/** The entry that a hold holds, unless another took it over. */
export function heldBy(trees: Trees, { hold }: TakenEntry): Indexed | undefined {
  return find(trees, kinds.running, indexKey(kinds.running, hold as number))
}

/** Holds an entry for longer. False when it was no longer held. */
export function extend(trees: Trees, taken: TakenEntry, until: number): boolean {
  const entry = heldBy(trees, taken)
  if (!entry) return false
  displace(trees, entry)
  place(trees, kinds.running, { ...entry.position, until }, entry.key)
  return true
}
