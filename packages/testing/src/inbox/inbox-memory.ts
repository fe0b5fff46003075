import { type EntryState, type InboxRecord, type RecordedError, recordSize } from '@room-callbacks/core/inbox'

/** For how long the rate looks back. Unit: ms. */
export const minute = 60_000

/** An entry, as it changes. */
export interface MemoryEntry {
  readonly record: InboxRecord
  /** Where it stands in the lists. */
  position: number
  state: EntryState
  attempts: number
  crashes: number
  /** When it came into its state; for a delayed one, when it is due. Of the wall clock. */
  at: number
  /** When its delay or its lease is over. Of the lease clock. */
  until: number
  /** Which lease it is. Only of a running one. */
  fence: number
  /** Whether it never came to a handler: a dead letter that is kept to be read. */
  isRefused: boolean
  /** Whether it keeps its place in its order. */
  isOrdered: boolean
  error: RecordedError | undefined
}

/** Since when, and when last, a command was announced. Of the lease clock. */
export interface Announcement {
  readonly firstSeen: number
  lastSeen: number
}

/** What several memory inboxes share, as several processes share a database. */
export class InboxMemory {
  /** By id, in the order of arrival: a Map keeps it. */
  readonly entries: Map<string, MemoryEntry> = new Map()
  /** Until when a handled id is remembered. */
  readonly completed: Map<string, number> = new Map()
  readonly announcements: Map<string, Announcement> = new Map()
  /** When callbacks were handled, over the last minute. */
  handledAt: number[] = []
  fence: number = Date.now()
  dropped = 0
  #arrivals = 0
  readonly watchers: Set<() => void> = new Set()

  /** The place of what arrives now. */
  nextPosition(): number {
    return ++this.#arrivals
  }

  inState(state: EntryState): MemoryEntry[] {
    return this.all().filter((entry) => entry.state === state)
  }

  all(): MemoryEntry[] {
    return [...this.entries.values()]
  }

  /** Whether a command is announced, or all are. */
  isAnnounced(command: string): boolean {
    return this.announcements.has(command) || this.announcements.has('*')
  }

  /** Whether processes live, and none that handles a command. @param since Of the lease clock. */
  isAbandoned(command: string, since: number): boolean {
    const living = [...this.announcements].filter(([, { lastSeen }]) => lastSeen > since).map(([word]) => word)
    return living.length > 0 && !living.includes(command) && !living.includes('*')
  }

  /** Forgets what was handled more than a minute ago. */
  forgetHandled(now: number): void {
    this.handledAt = this.handledAt.filter((at) => at > now - minute)
  }

  /** Keeps the last that arrived, within bounds. */
  keepNewest(isMeant: (entry: MemoryEntry) => boolean, maxEntries: number, maxBytes: number): void {
    const kept = this.all().filter(isMeant)
    while (kept.length > maxEntries || bytesOf(kept) > maxBytes) {
      this.entries.delete((kept.shift() as MemoryEntry).record.id)
      this.dropped++
    }
  }

  /** Dead letters wait again. Out and in: to the end of their order keys. */
  revive(isMeant: (letter: MemoryEntry) => boolean, now: number): string[] {
    const letters = this.inState('dead').filter(isMeant)
    for (const letter of letters) {
      const { id } = letter.record
      this.entries.delete(id)
      const fresh = { state: 'waiting', attempts: 0, crashes: 0, at: now, isRefused: false, isOrdered: true } as const
      this.entries.set(id, { ...letter, ...fresh, position: this.nextPosition(), error: undefined })
    }
    this.wakeWatchers()
    return letters.map(({ record }) => record.id)
  }

  forget(isMeant: (entry: MemoryEntry) => boolean): string[] {
    const ids = this.all()
      .filter(isMeant)
      .map(({ record }) => record.id)
    for (const id of ids) this.entries.delete(id)
    return ids
  }

  wakeWatchers(): void {
    for (const watcher of this.watchers) watcher()
  }
}

export const bytesOf = (entries: readonly MemoryEntry[]): number =>
  entries.reduce((bytes, { record }) => bytes + recordSize(record), 0)

/** What counts for the capacity: what a handler will get, or got. */
export const countsForCapacity = ({ state, isRefused }: MemoryEntry): boolean => state !== 'recorded' && !isRefused

/** Of an entry that is ready: one that still counts as running was lost by its process. */
export const crashesOf = ({ state, crashes }: MemoryEntry): number => crashes + (state === 'running' ? 1 : 0)
