import type { HandledCommands, InboxSettings } from '@room-callbacks/core/inbox'
import type { MemoryEntry } from './inbox-memory.ts'
import { includes } from './memory-stats.ts'

/** What may be leased now for some commands, in the order in which it came. @param now Of the lease clock. */
export function readyEntries(
  entries: readonly MemoryEntry[],
  order: InboxSettings['order'],
  commands: HandledCommands,
  now: number,
): readonly MemoryEntry[] {
  const live = entries.filter(({ state }) => state !== 'dead' && state !== 'recorded')
  const ready = live.filter((entry) => includes(commands, entry.record.command) && isReady(entry, now))
  if (order === 'none') return ready
  const heads = new Map<string, MemoryEntry>()
  for (const entry of live) {
    const key = orderKeyOf(entry)
    // One that is leased or delayed holds its order key, wherever it stands.
    if (key !== undefined && (!heads.has(key) || !isReady(entry, now))) heads.set(key, entry)
  }
  return ready.filter((entry) => {
    const key = orderKeyOf(entry)
    return key === undefined || heads.get(key) === entry
  })
}

const orderKeyOf = ({ record, isOrdered }: MemoryEntry) => (isOrdered ? record.orderKey : undefined)

const isReady = ({ state, until }: MemoryEntry, now: number): boolean => state === 'waiting' || until <= now
