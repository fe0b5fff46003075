import { RoomCallbacksError } from '@room-callbacks/core'
import type { InboxRecord, InboxSettings } from '@room-callbacks/core/inbox'
import type { Trees } from '../database/trees.ts'
import { encodeIdentity } from '../layout/identity.ts'
import { identityKey } from '../layout/identity-key.ts'
import { kinds, recordKey } from '../layout/keys.ts'
import type { Position } from '../layout/position.ts'
import { encodeRecord } from '../layout/record.ts'
import { place } from './entries.ts'
import { isKnown } from './known.ts'
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
  const identity = identityKey(record.id)
  if (isKnown(trees, identity, now)) return 'duplicate'
  // Given, not thrown: a full store does not undo what others do in the same transaction.
  if (trees.counters.kept >= capacity) return new RoomCallbacksError('inbox-full')
  const sequence = trees.counters.next('nextSequence')
  const position = { sequence, attempts: 0, at: now, until: 0, identity, room: undefined, error: record.refusal }
  if (record.refusal) keep(trees, 'dead', position, encodeRecord(record))
  else if (record.answer !== undefined) keep(trees, 'recorded', position, encodeRecord(record))
  else revive(trees, position, record.room, encodeRecord(record))
  return 'stored'
}

/** Puts a record among those that are to be delivered. */
export function revive(trees: Trees, position: Position, room: string | undefined, record: Uint8Array): void {
  const { sequence, identity, at } = position
  trees.live.putSync(recordKey(sequence), record)
  trees.identities.putSync(identity, encodeIdentity({ state: 'live', sequence, time: at }))
  enter(trees, position, room)
}

/** Puts a record among those that are only read. */
export function keep(trees: Trees, state: 'dead' | 'recorded', position: Position, record: Uint8Array): void {
  const { sequence, identity, at } = position
  trees.kept.putSync(recordKey(sequence), record)
  trees.identities.putSync(identity, encodeIdentity({ state, sequence, time: at }))
  place(trees, kinds[state], position)
}
