import type { RecordedError } from '@room-callbacks/core/inbox'
import type { Trees } from '../database/trees.ts'
import type { TakenEntry } from '../earlier-store.ts'
import { kinds, recordKey } from '../layout/keys.ts'
import { displace, place } from './entries.ts'
import { keep } from './put.ts'
import { remember } from './remembered.ts'
import { leave } from './rooms.ts'
import { heldBy } from './take.ts'

/** Handled: only its id is remembered. False when it was no longer held. */
export function finish(trees: Trees, taken: TakenEntry, now: number, until: number): boolean {
  const entry = heldBy(trees, taken)
  if (!entry) return false
  const { sequence, identity } = entry.position
  displace(trees, entry)
  trees.live.removeSync(recordKey(sequence))
  remember(trees, sequence, identity, until)
  trees.counters.countHandled(now)
  leave(trees, entry.position)
  return true
}

/** Failed: it is ready again later. False when it was no longer held. */
export function delay(trees: Trees, taken: TakenEntry, dueAt: number, error: RecordedError): boolean {
  const entry = heldBy(trees, taken)
  if (!entry) return false
  displace(trees, entry)
  place(trees, kinds.delayed, { ...entry.position, at: dueAt, until: dueAt, error })
  return true
}

/** Becomes a dead letter. False when it was no longer held. */
export function bury(trees: Trees, taken: TakenEntry, now: number, error: RecordedError): boolean {
  const entry = heldBy(trees, taken)
  if (!entry) return false
  const key = recordKey(entry.position.sequence)
  const record = trees.live.getBinary(key) as Uint8Array
  displace(trees, entry)
  trees.live.removeSync(key)
  keep(trees, 'dead', { ...entry.position, at: now, error }, record)
  leave(trees, entry.position)
  return true
}
