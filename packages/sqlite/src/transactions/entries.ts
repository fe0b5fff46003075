import { livingFor } from '@room-callbacks/core/inbox'
import type { Row } from '../database/database.ts'
import type { Store } from '../database/store.ts'
import { liveStates, type State, states } from '../layout/states.ts'

/** A row of `entries`, as far as a change of its state needs it. */
export interface Entry {
  readonly sequence: number
  readonly state: State
  readonly command: number
  readonly size: number
  readonly attempts: number
  readonly crashes: number
  readonly room: string | null
  readonly errorCode: string | null
}

export const entryColumns = 'sequence, state, command, size, attempts, crashes, room, error_code AS errorCode'

export const entriesOf = (rows: readonly Row[]): readonly Entry[] => rows as unknown as readonly Entry[]

/** Counts an entry that comes into a state, or leaves it (`step` -1). */
export function count(
  { numbers }: Store,
  state: State,
  { command, size, errorCode }: Pick<Entry, 'command' | 'size' | 'errorCode'>,
  step: 1 | -1,
): void {
  if (state < liveStates) numbers.addLive(command, state, step)
  if (state <= states.dead) numbers.add('bytes', step * size)
  if (state === states.dead) numbers.add('dead', step)
  if (state === states.refused) {
    numbers.add('refused', step)
    numbers.add('refusedBytes', step * size)
    if (errorCode === 'unhandled') numbers.add('unhandled', step)
  }
  if (state === states.recorded) {
    numbers.add('recorded', step)
    numbers.add('recordedBytes', step * size)
  }
}

/** Entries that count for the capacity. */
export function countKept({ numbers }: Store): number {
  const { waiting, blocked, running, delayed } = states
  return numbers.get('dead') + numbers.sum(waiting) + numbers.sum(blocked) + numbers.sum(running) + numbers.sum(delayed)
}

/** Forgets an entry that is no live one, id and all. */
export function remove(store: Store, entry: Entry): void {
  store.statements.run('DELETE FROM entries WHERE sequence = ?', entry.sequence)
  store.statements.run('DELETE FROM records WHERE sequence = ?', entry.sequence)
  count(store, entry.state, entry, -1)
}

/** Records that are removed together. */
const mostSpent = 256

/**
 * The record of an entry that was handled is needed no more. Many are removed at once: each by itself would write the pages
 * that it frees with every commit.
 */
export function countSpent(store: Store): void {
  store.numbers.add('spentRecords', 1)
  if (store.numbers.get('spentRecords') >= mostSpent) removeSpent(store)
}

/** Removes the records of all entries that were handled. */
export function removeSpent({ numbers, statements }: Store): void {
  if (numbers.get('spentRecords') === 0) return
  const from = numbers.get('recordsFrom')
  statements.run(
    `DELETE FROM records WHERE sequence >= ? AND sequence IN (
      SELECT sequence FROM entries WHERE sequence >= ? AND state = ${states.handled})`,
    from,
    from,
  )
  numbers.set('recordsFrom', numbers.get('nextSequence'))
  numbers.set('spentRecords', 0)
}

/** The room in whose order a new entry of a command is; null where it has none, or no living process handles the command. */
export function roomFor(store: Store, command: string, room: string | undefined): string | null {
  if (room === undefined || !isOrdered(store)) return null
  return store.announcements.isAbandoned(command, livingSince(store)) ? null : room
}

/** Who announced something later counts as a living process. Of the lease clock, in ms. */
export const livingSince = ({ settings, time }: Store): number => time - livingFor(settings)

/** Whether the rooms of the store are in order. It is so for all of its processes alike. */
export const isOrdered = ({ numbers }: Store): boolean => numbers.get('isOrdered') === 1

/** Whether an earlier entry of its room has to be handled first. */
export function isBlocked({ statements }: Store, room: string, sequence: number): boolean {
  const first = 'SELECT sequence FROM entries WHERE room = ? ORDER BY sequence LIMIT 1'
  return ((statements.get(first, room)?.['sequence'] as number | undefined) ?? sequence) < sequence
}

/** An entry of a room is live no more: the next of the room may be leased. */
export function unblockNext(store: Store, room: string | null): void {
  if (room === null) return
  const sql = `SELECT ${entryColumns} FROM entries WHERE room = ? ORDER BY sequence LIMIT 1`
  const next = store.statements.get(sql, room) as unknown as Entry | undefined
  if (next?.state === states.blocked) move(store, next, states.waiting)
}

/** Changes an entry that waits into one that is blocked, or back. */
export function move(store: Store, entry: Entry, state: typeof states.waiting | typeof states.blocked): void {
  store.statements.run('UPDATE entries SET state = ? WHERE sequence = ?', state, entry.sequence)
  count(store, entry.state, entry, -1)
  count(store, state, entry, 1)
}

/** An entry that waits loses its place in its room, and holds it up no more. */
export function leaveRoom(store: Store, entry: Entry): void {
  store.statements.run('UPDATE entries SET room = NULL WHERE sequence = ?', entry.sequence)
  if (entry.state === states.blocked) move(store, entry, states.waiting)
  unblockNext(store, entry.room)
}

/** Makes the store keep the order of rooms, or not to; what waits there follows. */
export function setOrder(store: Store, order: 'none' | 'key'): void {
  const ordered = order === 'key' ? 1 : 0
  if (store.numbers.get('isOrdered') === ordered) return
  store.numbers.set('isOrdered', ordered)
  if (ordered) fillRooms(store)
  else emptyRooms(store)
}

/** What is leased or delayed holds its room, wherever it stands there. */
function fillRooms(store: Store): void {
  const { statements } = store
  statements.run(`UPDATE entries SET room = (
    SELECT json_extract(head, '$.orderKey') FROM records WHERE records.sequence = entries.sequence
  ) WHERE state <= ${states.delayed}`)
  const waiting = statements.all(`SELECT ${entryColumns} FROM entries
    WHERE state = ${states.waiting} AND room IS NOT NULL AND EXISTS (
      SELECT 1 FROM entries AS other WHERE other.room = entries.room AND (
        other.sequence < entries.sequence OR other.state IN (${states.running}, ${states.delayed})))`)
  for (const entry of entriesOf(waiting)) move(store, entry, states.blocked)
}

function emptyRooms(store: Store): void {
  const blocked = store.statements.all(`SELECT ${entryColumns} FROM entries WHERE state = ${states.blocked}`)
  for (const entry of entriesOf(blocked)) move(store, entry, states.waiting)
  store.statements.run('UPDATE entries SET room = NULL WHERE room IS NOT NULL')
}
