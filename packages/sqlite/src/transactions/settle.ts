import type { RecordedError } from '@room-callbacks/core/inbox'
import { noteDue, type Store } from '../database/store.ts'
import { entryKey } from '../layout/records.ts'
import { type State, states } from '../layout/states.ts'
import { count, countSpent, type Entry, entryColumns, isOrdered, unblockNext } from './entries.ts'

/** Which lease is meant. The sequence is known where this process leased the entry by itself. */
export interface LeaseName {
  readonly id: string
  readonly sequence: number | undefined
  readonly fence: number
  readonly attempt: number
}

/** The entry that a lease holds, unless another took it over. */
function leasedEntry({ statements }: Store, { id, sequence, fence }: LeaseName): Entry | undefined {
  const where = `state = ${states.running} AND fence = ?`
  const row =
    sequence === undefined
      ? statements.get(`SELECT ${entryColumns} FROM entries WHERE key = ? AND ${where}`, entryKey(id), fence)
      : statements.get(`SELECT ${entryColumns} FROM entries WHERE sequence = ? AND ${where}`, sequence, fence)
  return row as Entry | undefined
}

/** Leases entries for longer; gives the fences of those that are still leased by it. */
export function extend(store: Store, leases: readonly LeaseName[], duration: number): readonly number[] {
  const kept = leases.filter((lease) => {
    const entry = leasedEntry(store, lease)
    if (!entry) return false
    store.statements.run('UPDATE entries SET until = ? WHERE sequence = ?', store.time + duration, entry.sequence)
    return true
  })
  return kept.map(({ fence }) => fence)
}

/** Gives entries back that were not begun: they wait at their places. */
export function release(store: Store, leases: readonly LeaseName[]): void {
  for (const lease of leases) {
    const entry = leasedEntry(store, lease)
    if (!entry) continue
    store.statements.run(
      `UPDATE entries SET state = ${states.waiting}, until = NULL, fence = NULL, attempts = ? WHERE sequence = ?`,
      lease.attempt - 1,
      entry.sequence,
    )
    count(store, states.running, entry, -1)
    count(store, states.waiting, entry, 1)
  }
}

/** Handled: only its key is remembered. False when it was no longer leased. */
export function complete(store: Store, lease: LeaseName, now: number, rememberUntil: number): boolean {
  const entry = leasedEntry(store, lease)
  if (!entry) return false
  completePlaced(store, { ...entry, fence: lease.fence }, now, rememberUntil)
  unblockNext(store, entry.room)
  return true
}

/** An entry that is leased, as far as it has to be known to be handled. */
export type PlacedLease = Pick<Entry, 'sequence' | 'command' | 'size'> & { readonly fence: number }

/** What a completion is made of: sequence, number of the command, size, fence, the time, and until when it is remembered. */
export const completionFields = 6

/** Handled, by the numbers of a completion. False when it was no longer leased. @param place of the first one */
export function completeAt(store: Store, completions: ArrayLike<number>, place: number): boolean {
  const lease = leaseAt(completions, place)
  const [now, rememberUntil] = [completions[place + 4] as number, completions[place + 5] as number]
  // Only where rooms are in order it matters which one it had.
  if (isOrdered(store)) return complete(store, { ...lease, id: '', attempt: 0 }, now, rememberUntil)
  return completePlaced(store, lease, now, rememberUntil)
}

/** Two statements for a shorter row would cost as much as one for each of its entries. */
const shortestRow = 3

/**
 * How many completions from a place on can be one row: entries that were leased one after the other and are remembered until
 * the same time. Most are, as they were put and begun together. Where rooms are in order each is completed alone.
 */
export function rowLength(store: Store, completions: ArrayLike<number>, place: number): number {
  if (isOrdered(store)) return 1
  const isNext = (next: number, field: number, difference: number) =>
    completions[next + field] === (completions[place + field] as number) + difference
  let length = 1
  for (let next = place + completionFields; next < completions.length; next += completionFields) {
    if (!isNext(next, 0, length) || !isNext(next, 3, length) || !isNext(next, 5, 0)) break
    length++
  }
  return length
}

/** Handled, a whole row at once. False, and nothing done, where it is short or where one of its leases is no longer the newest. */
export function completeRow(store: Store, completions: ArrayLike<number>, place: number, length: number): boolean {
  if (length < shortestRow) return false
  const { sequence, fence } = leaseAt(completions, place)
  const last = sequence + length - 1
  const { hot } = store
  if (hot.countLeased.get(sequence, last, fence - sequence)?.['leased'] !== length) return false
  hot.handledRow.run(completions[place + 5] as number, sequence, last)
  for (let one = place; one < place + length * completionFields; one += completionFields)
    countHandled(store, leaseAt(completions, one), completions[one + 4] as number)
  return true
}

function leaseAt(completions: ArrayLike<number>, place: number): PlacedLease {
  const next = (field: number) => completions[place + field] as number
  return { sequence: next(0), command: next(1), size: next(2), fence: next(3) }
}

/** Handled, where no other waits for it in a room. False when it was no longer leased. */
function completePlaced(store: Store, lease: PlacedLease, now: number, rememberUntil: number): boolean {
  const { sequence, fence } = lease
  if (Number(store.hot.handled.run(rememberUntil, sequence, fence).changes) === 0) return false
  countHandled(store, lease, now)
  return true
}

/** An entry is handled: the numbers follow, and its record goes. */
function countHandled(store: Store, { sequence, command, size }: PlacedLease, now: number): void {
  const { hot, numbers } = store
  if (sequence < numbers.get('recordsFrom')) hot.removeRecord.run(sequence)
  else countSpent(store)
  numbers.addLive(command, states.running, -1)
  numbers.add('bytes', -size)
  numbers.countHandled(now)
  if (sequence < numbers.get('handledFrom')) numbers.set('handledFrom', sequence)
}

/** Failed: it is ready again after a while. False when it was no longer leased. */
export function delay(
  store: Store,
  lease: LeaseName,
  now: number,
  duration: number,
  { code, message }: RecordedError,
): boolean {
  const entry = leasedEntry(store, lease)
  if (!entry) return false
  store.statements.run(
    `UPDATE entries SET state = ${states.delayed}, at = ?, until = ?, fence = NULL, error_code = ?, error_message = ?
      WHERE sequence = ?`,
    now + duration,
    store.time + duration,
    code,
    message,
    entry.sequence,
  )
  noteDue(store, store.time + duration)
  count(store, states.running, entry, -1)
  count(store, states.delayed, entry, 1)
  return true
}

/** Becomes a dead letter. False when it was no longer leased. */
export function deadLetter(store: Store, lease: LeaseName, now: number, error: RecordedError): boolean {
  const entry = leasedEntry(store, lease)
  if (entry) bury(store, entry, states.dead, now, error)
  return entry !== undefined
}

/** Makes an entry that is live a dead letter, and lets the next of its room go on. */
export function bury(
  store: Store,
  entry: Entry,
  state: State & (typeof states.dead | typeof states.refused),
  now: number,
  { code, message }: RecordedError,
): void {
  store.statements.run(
    `UPDATE entries SET state = ?, at = ?, until = NULL, fence = NULL, room = NULL, error_code = ?, error_message = ?
      WHERE sequence = ?`,
    state,
    now,
    code,
    message,
    entry.sequence,
  )
  count(store, entry.state, entry, -1)
  count(store, state, { ...entry, errorCode: code }, 1)
  if (isOrdered(store)) unblockNext(store, entry.room)
}
