import type { EntryState, InboxRecord, RecordedError } from '@room-callbacks/core/inbox'

/** For how long the rate looks back. Unit: ms. */
export const minute = 60_000

/** An entry, as it changes. */
export interface MemoryEntry {
  readonly record: InboxRecord
  state: EntryState
  attempts: number
  /** When it came into its state; for a delayed one, when it is due. */
  at: number
  /** When its hold is over. Only of a running one. */
  heldUntil: number
  /** Which hold it is. Only of a running one. */
  hold: number
  error: RecordedError | undefined
}

/** What several memory inboxes share, as several processes share a database. */
export class InboxMemory {
  /** By id, in the order of arrival: a Map keeps it. */
  readonly entries: Map<string, MemoryEntry> = new Map()
  /** Until when a handled id is remembered. */
  readonly finished: Map<string, number> = new Map()
  /** When callbacks were handled, over the last minute. */
  handledAt: number[] = []
  holds = 0
  readonly watchers: Set<() => void> = new Set()

  inState(state: EntryState): MemoryEntry[] {
    return [...this.entries.values()].filter((entry) => entry.state === state)
  }

  /** Forgets what was handled more than a minute ago. */
  forgetHandled(now: number): void {
    this.handledAt = this.handledAt.filter((at) => at > now - minute)
  }

  tellWatchers(): void {
    for (const watcher of this.watchers) watcher()
  }
}
