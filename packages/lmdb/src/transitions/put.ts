import { RoomCallbacksError } from '@room-callbacks/core'
import type { InboxRecord, InboxSettings } from '@room-callbacks/core/inbox'
import type { Trees } from '../database/trees.ts'
import { digest } from '../layout/digest.ts'
import { decodeIdentity, encodeIdentity } from '../layout/identity.ts'
import { kinds, recordKey } from '../layout/keys.ts'
import type { Position } from '../layout/position.ts'
import { encodeRecord } from '../layout/record.ts'
import { place } from './entries.ts'
import { forgetIfOver } from './remembered.ts'
import { enter } from './rooms.ts'

/** What is needed of the settings. */
export type Capacity = Pick<InboxSettings, 'capacity'>

/** Stores a record, unless its id is known. */
export function put(
  trees: Trees,
  record: InboxRecord,
  now: number,
  { capacity }: Capacity,
): 'stored' | 'duplicate' | RoomCallbacksError {
  const identity = digest(record.id)
  if (isKnown(trees, identity, now)) return 'duplicate'
  // Given, not thrown: a full store does not undo what others do in the same transaction.
  if (trees.counters.kept >= capacity) return new RoomCallbacksError('inbox-full')
  const sequence = trees.counters.next('nextSequence')
  const room = record.room === undefined ? undefined : digest(record.room)
  const position = { sequence, attempts: 0, at: now, until: 0, identity, room, error: record.refusal }
  if (record.refusal) keep(trees, 'dead', position, encodeRecord(record))
  else if (record.answer !== undefined) keep(trees, 'recorded', position, encodeRecord(record))
  else revive(trees, position, encodeRecord(record))
  return 'stored'
}

function isKnown(trees: Trees, identity: Uint8Array, now: number): boolean {
  const stored = trees.identities.getBinary(identity)
  // Its time may be over, and nobody have swept it yet.
  return stored !== undefined && !forgetIfOver(trees, decodeIdentity(stored).sequence, now)
}

/** Puts a record among those that are to be delivered. */
export function revive(trees: Trees, position: Position, record: Uint8Array): void {
  const { sequence, identity } = position
  trees.live.putSync(recordKey(sequence), record)
  trees.identities.putSync(identity, encodeIdentity({ state: 'live', sequence, time: 0 }))
  enter(trees, position)
}

/** Puts a record among those that are only read. */
export function keep(trees: Trees, state: 'dead' | 'recorded', position: Position, record: Uint8Array): void {
  const { sequence, identity, at } = position
  trees.kept.putSync(recordKey(sequence), record)
  trees.identities.putSync(identity, encodeIdentity({ state, sequence, time: at }))
  place(trees, kinds[state], position)
}
