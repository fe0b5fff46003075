import { type PutOutcome, type RecordedError, unhandledError } from '@room-callbacks/core/inbox'
import { putRowLength, type Value } from '../database/database.ts'
import { resultOf } from '../database/sqlite-error.ts'
import { noteDue, type Store } from '../database/store.ts'
import { StoreFailure } from '../database/store-failure.ts'
import { checksumOf, type IncomingPut, kinds } from '../layout/records.ts'
import { type State, states } from '../layout/states.ts'
import { count, countKept, isBlocked, isOrdered, roomFor } from './entries.ts'
import { isAnyReady } from './lease.ts'
import { dropOldest } from './operate.ts'

/** What became of it; three numbers are where it stands, the number of its command, and the fence of the lease that it got at once. */
export type PutResult = PutOutcome | readonly [sequence: number, command: number, fence: number]

/** Stores a record, unless its id is known. @throws StoreFailure with `inbox-full` */
export function put(store: Store, incoming: IncomingPut): PutResult {
  const { numbers, commands } = store
  const { kind, command, size } = incoming
  const isUnhandled = kind === kinds.live && store.announcements.isUnhandled(command)
  const isLive = kind === kinds.live && !isUnhandled
  if (isLive && isFull(store, size)) {
    if (isKnown(store, incoming)) return 'duplicate'
    throw new StoreFailure('', 'inbox-full')
  }
  const room = isLive ? roomFor(store, command, incoming.room) : null
  // A duplicate takes none: they are counted on when the row is there.
  const [sequence, fence] = [numbers.get('nextSequence'), numbers.get('nextFence')]
  const state = stateOf(store, incoming, isUnhandled, room, sequence)
  const error = isUnhandled ? unhandledError(command) : kind === kinds.refused ? refusalIn(incoming.head) : undefined
  // What is refused may have any word for a command: those are not counted apart.
  const id = kind === kinds.live ? commands.idOf(command) : (commands.find(command) ?? 0)
  if (!insert(store, incoming, sequence, state, id, room, error)) return 'duplicate'
  numbers.set('nextSequence', sequence + 1)
  count(store, state, { command: id, size, errorCode: error?.code ?? null }, 1)
  if (state === states.refused || state === states.recorded) dropOldest(store, state)
  if (isUnhandled) return 'unhandled'
  if (state !== states.running) return 'stored'
  numbers.set('nextFence', fence + 1)
  noteDue(store, store.time + incoming.lease)
  return [sequence, id, fence]
}

/**
 * Stores a row of records with two statements: live ones that are alike, where rooms are in no order. Nothing, and nothing is
 * done, where they are not alike, one is known, or one cannot be stored: then each is put alone.
 *
 * @param place of the first one
 */
export function putRow(store: Store, puts: readonly IncomingPut[], place: number): readonly PutResult[] | undefined {
  const row = puts.slice(place, place + putRowLength)
  if (row.length < putRowLength || isOrdered(store) || !areAlike(store, row)) return undefined
  const { numbers, commands, time } = store
  const [sequence, fence] = [numbers.get('nextSequence'), numbers.get('nextFence')]
  const { lease } = row[0] as IncomingPut
  const isLeased = stateOf(store, row[0] as IncomingPut, false, null, sequence) === states.running
  const ids = row.map(({ command }) => commands.idOf(command))
  const [until, attempts] = isLeased ? [time + lease, 1] : [null, 0]
  const state = isLeased ? states.running : states.waiting
  const entries = row.flatMap(({ key, size, now }, index) => {
    const one = [sequence + index, state, key, ids[index] as number, size, now] as const
    return [...one, until, isLeased ? fence + index : null, attempts]
  })
  const records = row.flatMap(({ head, body }, index) => [sequence + index, head, body, checksumOf(head, body)])
  if (!insertRow(store, sequence, entries, records)) return undefined
  for (const [index, { size }] of row.entries())
    count(store, state, { command: ids[index] as number, size, errorCode: null }, 1)
  numbers.set('nextSequence', sequence + putRowLength)
  if (!isLeased) return row.map(() => 'stored')
  numbers.set('nextFence', fence + putRowLength)
  noteDue(store, time + lease)
  return ids.map((id, index) => [sequence + index, id, fence + index])
}

/** Live records of commands that are handled, leased for as long as each other, for which there is room. */
function areAlike(store: Store, row: readonly IncomingPut[]): boolean {
  const { capacity, capacityBytes } = store.settings
  const [first] = row as readonly [IncomingPut]
  const bytes = row.reduce((sum, { size }) => sum + size, store.numbers.get('bytes'))
  const isRoom = countKept(store) + row.length <= capacity && bytes <= capacityBytes
  const isLike = ({ kind, lease, command }: IncomingPut) =>
    kind === kinds.live && lease === first.lease && !store.announcements.isUnhandled(command)
  return isRoom && row.every(isLike)
}

/** False, and nothing is done, where one of them is known, or is nothing that SQLite takes. */
function insertRow(
  { hot, statements }: Store,
  first: number,
  entries: readonly Value[],
  records: readonly Value[],
): boolean {
  let isStored = false
  try {
    isStored = Number(hot.addEntryRow.run(...entries).changes) === putRowLength
    if (isStored) hot.addRecordRow.run(...records)
  } catch (error) {
    const result = resultOf(error)
    if (result !== undefined && result !== 'TOOBIG') throw error
    isStored = false
  }
  if (!isStored) statements.run('DELETE FROM entries WHERE sequence >= ?', first)
  return isStored
}

function isFull(store: Store, size: number): boolean {
  const { capacity, capacityBytes } = store.settings
  return countKept(store) >= capacity || store.numbers.get('bytes') + size > capacityBytes
}

/** Whether an id is kept, or remembered; one whose time is over is forgotten here. */
function isKnown({ statements, numbers, hot }: Store, { key, now }: IncomingPut): boolean {
  const known = statements.get('SELECT sequence, state, until FROM entries WHERE key = ?', key)
  if (!known) return false
  if (known['state'] !== states.handled || (known['until'] as number) > now) return true
  const sequence = known['sequence'] as number
  statements.run('DELETE FROM entries WHERE sequence = ?', sequence)
  if (Number(hot.removeRecord.run(sequence).changes) > 0) numbers.add('spentRecords', -1)
  return false
}

function stateOf(
  store: Store,
  { kind, lease }: IncomingPut,
  isUnhandled: boolean,
  room: string | null,
  sequence: number,
): State {
  if (kind === kinds.refused || isUnhandled) return states.refused
  if (kind === kinds.recorded) return states.recorded
  if (room !== null && isBlocked(store, room, sequence)) return states.blocked
  // What is older goes first: then the lease is for those who ask for it.
  return lease > 0 && !isAnyReady(store) ? states.running : states.waiting
}

function refusalIn(head: string | Uint8Array): RecordedError {
  const text = typeof head === 'string' ? head : Buffer.from(head.buffer, head.byteOffset, head.length).toString()
  return JSON.parse(text).refusal
}

/** False where the id is known. */
function insert(
  store: Store,
  incoming: IncomingPut,
  sequence: number,
  state: State,
  command: number,
  room: string | null,
  error: RecordedError | undefined,
): boolean {
  const { head, body } = incoming
  if (!insertEntry(store, incoming, sequence, state, command, room, error)) {
    if (isKnown(store, incoming)) return false
    insertEntry(store, incoming, sequence, state, command, room, error)
  }
  store.hot.addRecord.run(sequence, head, body, checksumOf(head, body))
  return true
}

function insertEntry(
  { hot, numbers, time }: Store,
  { key, size, now, lease }: IncomingPut,
  sequence: number,
  state: State,
  command: number,
  room: string | null,
  error: RecordedError | undefined,
): boolean {
  const isLeased = state === states.running
  const { changes } = hot.addEntry.run(
    sequence,
    state,
    key,
    command,
    size,
    now,
    isLeased ? time + lease : null,
    isLeased ? numbers.get('nextFence') : null,
    isLeased ? 1 : 0,
    room,
    error?.code ?? null,
    error?.message ?? null,
  )
  return Number(changes) > 0
}
