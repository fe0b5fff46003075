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
  const first = puts[place] as IncomingPut
  if (isOrdered(store) || !isRowAt(store, puts, place)) return undefined
  const { numbers, commands, time } = store
  const [sequence, fence] = [numbers.get('nextSequence'), numbers.get('nextFence')]
  const state = stateOf(store, first, false, null, sequence)
  const isLeased = state === states.running
  const until = isLeased ? time + first.lease : null
  const entries: Value[] = []
  const results: PutResult[] = []
  for (let index = 0; index < putRowLength; index++) {
    const { key, command, size, now } = puts[place + index] as IncomingPut
    const [own, lease, id] = [sequence + index, fence + index, commands.idOf(command)]
    entries.push(own, state, key, id, size, now, until, isLeased ? lease : null, isLeased ? 1 : 0)
    results.push(isLeased ? [own, id, lease] : 'stored')
  }
  if (!insertRow(store, sequence, entries, puts, place)) return undefined
  for (let index = 0; index < putRowLength; index++) {
    const { command, size } = puts[place + index] as IncomingPut
    count(store, state, { command: commands.idOf(command), size, errorCode: null }, 1)
  }
  numbers.set('nextSequence', sequence + putRowLength)
  if (!isLeased) return results
  numbers.set('nextFence', fence + putRowLength)
  noteDue(store, time + first.lease)
  return results
}

/** Whether live records of commands that are handled stand there, leased for as long as each other, and there is room for them. */
function isRowAt(store: Store, puts: readonly IncomingPut[], place: number): boolean {
  if (place + putRowLength > puts.length) return false
  const { capacity, capacityBytes } = store.settings
  const { lease } = puts[place] as IncomingPut
  let bytes = store.numbers.get('bytes')
  for (let index = place; index < place + putRowLength; index++) {
    const one = puts[index] as IncomingPut
    if (one.kind !== kinds.live || one.lease !== lease || store.announcements.isUnhandled(one.command)) return false
    bytes += one.size
  }
  return countKept(store) + putRowLength <= capacity && bytes <= capacityBytes
}

/** False, and nothing is done, where one of them is known, or is nothing that SQLite takes. */
function insertRow(
  { hot, statements }: Store,
  first: number,
  entries: readonly Value[],
  puts: readonly IncomingPut[],
  place: number,
): boolean {
  let isStored = false
  try {
    isStored = Number(hot.addEntryRow.run(...entries).changes) === putRowLength
    if (isStored) hot.addRecordRow.run(...recordsAt(puts, place, first))
  } catch (error) {
    const result = resultOf(error)
    if (result !== undefined && result !== 'TOOBIG') throw error
    isStored = false
  }
  if (!isStored) statements.run('DELETE FROM entries WHERE sequence >= ?', first)
  return isStored
}

/** @throws TypeError for a body that is no bytes */
function recordsAt(puts: readonly IncomingPut[], place: number, first: number): readonly Value[] {
  const records: Value[] = []
  for (let index = 0; index < putRowLength; index++) {
    const { head, body } = puts[place + index] as IncomingPut
    records.push(first + index, head, body, checksumOf(head, body))
  }
  return records
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
