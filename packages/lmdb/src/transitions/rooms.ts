import type { Trees } from '../database/trees.ts'
import { digest } from '../layout/digest.ts'
import { indexKey, kindStart, kinds, roomKey, sequenceOfRoomKey } from '../layout/keys.ts'
import { encodePosition, type Position } from '../layout/position.ts'
import { displace, entriesOf, find, type Indexed, place, recordOf } from './entries.ts'
import { freshEntries } from './fresh.ts'

/** Whether the rooms of the store are in order. It is so for all of its processes alike. */
const isOrdered = ({ counters }: Trees): boolean => counters.get('isOrdered') === 1

/** The first live entry of a room. */
function headOf({ index }: Trees, room: Uint8Array): number | undefined {
  const range = { start: roomKey(room, 0), end: roomKey(room, Number.MAX_SAFE_INTEGER), limit: 1 }
  for (const key of index.getKeys(range)) return sequenceOfRoomKey(key)
  return undefined
}

/** Whether an earlier entry of its room has to be handled first. */
export function isBlocked(trees: Trees, { room, sequence }: Position): boolean {
  return isOrdered(trees) && room !== undefined && headOf(trees, room) !== sequence
}

/** A new entry goes to the end of its room; without rooms, its record alone says where it stands. */
export function enter(trees: Trees, entry: Position, name: string | undefined): void {
  if (isOrdered(trees)) line(trees, { ...entry, room: name === undefined ? undefined : digest(name) })
  else trees.counters.add('waiting', 1)
}

function line(trees: Trees, position: Position): void {
  const { room, sequence } = position
  if (room) trees.index.putSync(roomKey(room, sequence), Buffer.alloc(0))
  place(trees, isBlocked(trees, position) ? kinds.blocked : kinds.ready, position)
  trees.counters.set('freshFrom', sequence + 1)
}

/** An entry is not live any more: the next of its room may be taken. */
export function leave(trees: Trees, { room, sequence }: Position): void {
  if (!isOrdered(trees) || !room) return
  trees.index.removeSync(roomKey(room, sequence))
  const head = headOf(trees, room)
  const next = head === undefined ? undefined : find(trees, kinds.blocked, indexKey(kinds.blocked, head))
  if (next) move(trees, next, kinds.ready)
}

export function move(trees: Trees, entry: Indexed, kind: typeof kinds.ready | typeof kinds.blocked): void {
  displace(trees, entry)
  place(trees, kind, entry.position)
}

/** Makes the store keep the order of rooms, or not to; what waits there follows. */
export function setOrder(trees: Trees, order: 'none' | 'room'): void {
  const ordered = order === 'room' ? 1 : 0
  if (trees.counters.get('isOrdered') === ordered) return
  trees.counters.set('isOrdered', ordered)
  if (ordered) fillRooms(trees)
  else emptyRooms(trees)
}

function fillRooms(trees: Trees): void {
  for (const entry of freshEntries(trees)) move(trees, entry, kinds.ready)
  for (const kind of [kinds.ready, kinds.delayed, kinds.running] as const)
    for (const entry of entriesOf(trees, kind)) enterRoom(trees, entry)
  for (const entry of entriesOf(trees, kinds.ready))
    if (isBlocked(trees, entry.position)) move(trees, entry, kinds.blocked)
}

function enterRoom(trees: Trees, entry: Indexed): void {
  const { key, position } = entry
  const { room: name } = recordOf(trees, entry)
  if (name === undefined) return
  const room = digest(name)
  trees.index.putSync(roomKey(room, position.sequence), Buffer.alloc(0))
  trees.index.putSync(key, encodePosition({ ...position, room }))
}

function emptyRooms(trees: Trees): void {
  const rooms = Array.from(trees.index.getKeys({ start: kindStart(kinds.room), end: kindStart(kinds.room + 1) }))
  for (const key of rooms) trees.index.removeSync(key)
  for (const entry of entriesOf(trees, kinds.blocked)) move(trees, entry, kinds.ready)
}
