import type { InboxSettings } from '@room-callbacks/core/inbox'
import type { MemoryEntry } from './inbox-memory.ts'

/** The entries that may be taken now, in the order in which they came. */
export function readyEntries(
  entries: Iterable<MemoryEntry>,
  order: InboxSettings['order'],
  now: number,
): readonly MemoryEntry[] {
  const live = [...entries].filter(({ state }) => state !== 'dead' && state !== 'recorded')
  const ready = live.filter((entry) => isReady(entry, now))
  if (order === 'none') return ready
  const heads = new Map<string, MemoryEntry>()
  for (const entry of live) {
    const { room } = entry.record
    // One that is held or delayed holds its room, wherever it stands.
    if (room !== undefined && (!heads.has(room) || !isReady(entry, now))) heads.set(room, entry)
  }
  return ready.filter((entry) => entry.record.room === undefined || heads.get(entry.record.room) === entry)
}

function isReady({ state, at, heldUntil }: MemoryEntry, now: number): boolean {
  if (state === 'running') return heldUntil <= now
  return state === 'waiting' || at <= now
}
