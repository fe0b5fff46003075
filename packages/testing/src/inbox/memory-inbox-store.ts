import { RoomCallbacksError } from '@room-callbacks/core'
import type {
  EntryState,
  InboxEntry,
  InboxRecord,
  InboxSettings,
  InboxStats,
  InboxStore,
  ListOptions,
  PurgeOptions,
  RecordedError,
  TakenEntry,
} from '@room-callbacks/core/inbox'
import { InboxMemory, type MemoryEntry } from './inbox-memory.ts'
import { statsOf } from './memory-stats.ts'
import { readyEntries } from './ready-entries.ts'

/**
 * An inbox store in the memory of this process: for tests, and to be read by whoever writes one for a
 * database. It survives nothing.
 *
 * @example
 * const settings = readInboxOptions({ order: 'room' })
 * const inbox = createInbox(new MemoryInboxStore(settings), settings)
 */
export class MemoryInboxStore implements InboxStore {
  readonly #settings: InboxSettings
  readonly #memory: InboxMemory

  constructor(settings: InboxSettings, memory: InboxMemory = new InboxMemory()) {
    this.#settings = settings
    this.#memory = memory
  }

  async put(record: InboxRecord, now: number): Promise<'stored' | 'duplicate'> {
    const { entries, finished } = this.#memory
    if (entries.has(record.id) || (finished.get(record.id) ?? 0) > now) return 'duplicate'
    if (entries.size >= this.#settings.capacity) throw new RoomCallbacksError('inbox-full')
    const state = record.refusal ? 'dead' : record.answer === undefined ? 'waiting' : 'recorded'
    entries.set(record.id, { record, state, attempts: 0, at: now, heldUntil: 0, hold: 0, error: record.refusal })
    this.#memory.tellWatchers()
    return 'stored'
  }

  async take(limit: number, now: number, until: number): Promise<readonly TakenEntry[]> {
    return readyEntries(this.#memory.entries.values(), this.#settings.order, now)
      .slice(0, limit)
      .map((entry) => {
        const hold = ++this.#memory.holds
        Object.assign(entry, { state: 'running', at: now, attempts: entry.attempts + 1, heldUntil: until, hold })
        return { record: entry.record, attempt: entry.attempts, hold }
      })
  }

  async extend(taken: readonly TakenEntry[], until: number): Promise<readonly TakenEntry[]> {
    return taken.filter((one) => this.#change(one, { heldUntil: until }))
  }

  async finish(taken: TakenEntry, now: number, until: number): Promise<boolean> {
    const { id } = taken.record
    if (!this.#heldEntry(taken)) return false
    this.#memory.entries.delete(id)
    this.#memory.finished.set(id, until)
    this.#memory.handledAt.push(now)
    this.#memory.tellWatchers()
    return true
  }

  async delay(taken: TakenEntry, dueAt: number, error: RecordedError): Promise<boolean> {
    return this.#change(taken, { state: 'delayed', at: dueAt, error })
  }

  async bury(taken: TakenEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#change(taken, { state: 'dead', at: now, error })
  }

  async nextDue(): Promise<number | undefined> {
    const delays = this.#memory.inState('delayed').map((entry) => entry.at)
    const holds = this.#memory.inState('running').map((entry) => entry.heldUntil)
    const times = [...delays, ...holds]
    return times.length > 0 ? Math.min(...times) : undefined
  }

  watch(onPut: () => void): () => void {
    this.#memory.watchers.add(onPut)
    return () => this.#memory.watchers.delete(onPut)
  }

  async stats(now: number): Promise<InboxStats> {
    return statsOf(this.#memory, now)
  }

  async list(state: EntryState, { limit, after }: ListOptions): Promise<readonly InboxEntry[]> {
    const entries = this.#memory.inState(state)
    const start = after === undefined ? 0 : entries.findIndex(({ record }) => record.id === after) + 1
    return entries.slice(start).slice(0, limit).map(listed)
  }

  async retry(id: string, now: number): Promise<readonly string[]> {
    const { entries } = this.#memory
    const letters = this.#memory.inState('dead').filter(({ record }) => id === 'all' || record.id === id)
    for (const letter of letters) {
      // Out and in again: to the end of its room.
      entries.delete(letter.record.id)
      entries.set(letter.record.id, { ...letter, state: 'waiting', attempts: 0, at: now, error: undefined })
    }
    this.#memory.tellWatchers()
    return letters.map(({ record }) => record.id)
  }

  async purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    return this.#forget(
      'id' in what
        ? ({ record, state }) => record.id === what.id && (state === 'dead' || state === 'recorded')
        : ({ state, at }) => state === what.state && now - at >= (what.olderThan ?? 0),
    )
  }

  async expire(now: number): Promise<readonly string[]> {
    for (const [id, until] of this.#memory.finished) if (until <= now) this.#memory.finished.delete(id)
    this.#memory.forgetHandled(now)
    const isOld = ({ at }: MemoryEntry) => now - at >= this.#settings.retention
    this.#forget((entry) => entry.state === 'recorded' && isOld(entry))
    return this.#forget((entry) => entry.state === 'dead' && isOld(entry))
  }

  async close(): Promise<void> {}

  #forget(isMeant: (entry: MemoryEntry) => boolean): string[] {
    const ids = [...this.#memory.entries.values()].filter(isMeant).map(({ record }) => record.id)
    for (const id of ids) this.#memory.entries.delete(id)
    return ids
  }

  /** The entry, unless its hold was lost. */
  #heldEntry({ record, hold }: TakenEntry): MemoryEntry | undefined {
    const entry = this.#memory.entries.get(record.id)
    return entry?.state === 'running' && entry.hold === hold ? entry : undefined
  }

  #change(taken: TakenEntry, change: Partial<MemoryEntry>): boolean {
    const entry = this.#heldEntry(taken)
    if (!entry) return false
    Object.assign(entry, change)
    this.#memory.tellWatchers()
    return true
  }
}

function listed({ record, state, attempts, at, error }: MemoryEntry): InboxEntry {
  return error ? { record, state, attempts, at, error } : { record, state, attempts, at }
}
