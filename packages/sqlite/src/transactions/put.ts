import { type PutOutcome, type RecordedError, unhandledError } from '@room-callbacks/core/inbox'
import type { Store } from '../database/store.ts'
import { StoreFailure } from '../database/store-failure.ts'
import { entryKey } from '../layout/entry-key.ts'
import { type State, states } from '../layout/states.ts'
import { checksumOf } from '../layout/stored-record.ts'
import { count, countKept, type Entry } from './entries.ts'
import { dropOldest } from './operate.ts'
import { isBlocked, roomFor } from './rooms.ts'

/** A record as it comes to the thread of the store. */
export interface PutRequest {
  readonly id: string
  readonly command: string
  readonly room: string | undefined
  readonly size: number
  readonly kind: 'live' | 'refused' | 'recorded'
  readonly error: RecordedError | undefined
  readonly head: string
  /** Where its body stands among those of the batch. */
  bodyStart: number
  bodyEnd: number
  /** In ms since 1970. */
  readonly now: number
  /** For how long the process that puts it would lease it at once. 0: not at all. Unit: ms. */
  lease: number
}

/** What became of it; an object is the lease that it got at once. */
export type PutResult = PutOutcome | { readonly fence: number; readonly sequence: number }

/** Stores a record, unless its id is known. @throws StoreFailure with `inbox-full` */
export function put(store: Store, given: PutRequest): PutResult {
  const key = entryKey(given.id)
  const isUnhandled = given.kind === 'live' && store.announcements.isUnhandled(given.command)
  const request = isUnhandled ? { ...given, error: unhandledError(given.command) } : given
  if (given.kind === 'live' && !isUnhandled && isFull(store, given.size)) {
    if (isKnown(store, key, given.now)) return 'duplicate'
    throw new StoreFailure('', 'inbox-full')
  }
  const entry = makeEntry(store, request, isUnhandled)
  if (!insert(store, key, entry, request)) return 'duplicate'
  count(store, entry.state, entry, 1)
  if (entry.state === states.refused || entry.state === states.recorded) dropOldest(store, entry.state)
  if (isUnhandled) return 'unhandled'
  return entry.fence === null ? 'stored' : { fence: entry.fence, sequence: entry.sequence }
}

function isFull(store: Store, size: number): boolean {
  const { capacity, capacityBytes } = store.settings
  return countKept(store) >= capacity || store.numbers.get('bytes') + size > capacityBytes
}

/** Whether an id is kept, or remembered; one whose time is over is forgotten here. */
function isKnown({ statements }: Store, key: Uint8Array, now: number): boolean {
  const known = statements.get('SELECT sequence, state, until FROM entries WHERE key = ?', key)
  if (!known) return false
  if (known['state'] !== states.handled || (known['until'] as number) > now) return true
  statements.run('DELETE FROM entries WHERE sequence = ?', known['sequence'] as number)
  return false
}

interface NewEntry extends Entry {
  readonly until: number | null
  readonly fence: number | null
}

function makeEntry(store: Store, request: PutRequest, isUnhandled: boolean): NewEntry {
  const { numbers, commands, time } = store
  const { kind, command, size, error, lease } = request
  // Not from the counter: what is a duplicate takes none.
  const sequence = numbers.get('nextSequence')
  const isLive = kind === 'live' && !isUnhandled
  const room = isLive ? roomFor(store, command, request.room) : null
  const state = stateOf(store, request, isUnhandled, room, sequence)
  const isLeased = state === states.running
  return {
    sequence,
    state,
    // What is refused may have any word for a command: those are not counted apart.
    command: kind === 'live' ? commands.idOf(command) : (commands.find(command) ?? 0),
    size,
    attempts: isLeased ? 1 : 0,
    crashes: 0,
    room,
    errorCode: error?.code ?? null,
    until: isLeased ? time + lease : null,
    fence: isLeased ? numbers.get('nextFence') : null,
  }
}

function stateOf(
  store: Store,
  { kind, lease }: PutRequest,
  isUnhandled: boolean,
  room: string | null,
  sequence: number,
): State {
  if (kind === 'refused' || isUnhandled) return states.refused
  if (kind === 'recorded') return states.recorded
  if (room !== null && isBlocked(store, room, sequence)) return states.blocked
  // What is older goes first: then the lease is for those who ask for it.
  return lease > 0 && store.numbers.sum(states.waiting) === 0 ? states.running : states.waiting
}

function insert(store: Store, key: Uint8Array, entry: NewEntry, request: PutRequest): boolean {
  if (
    !insertEntry(store, key, entry, request) &&
    (isKnown(store, key, request.now) || !insertEntry(store, key, entry, request))
  )
    return false
  const { head, bodyStart, bodyEnd } = request
  const body = store.bodies.subarray(bodyStart, bodyEnd)
  store.statements.run('INSERT INTO records VALUES (?, ?, ?, ?)', entry.sequence, head, body, checksumOf(head, body))
  store.numbers.next('nextSequence')
  if (entry.fence !== null) store.numbers.next('nextFence')
  return true
}

/** False where the key is there. */
function insertEntry({ statements }: Store, key: Uint8Array, entry: NewEntry, { now, error }: PutRequest): boolean {
  const { sequence, state, command, size, until, fence, attempts, crashes, room, errorCode } = entry
  return statements.change(
    'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
    sequence,
    state,
    key,
    command,
    size,
    now,
    until,
    fence,
    attempts,
    crashes,
    room,
    errorCode,
    error?.message ?? null,
  )
}
