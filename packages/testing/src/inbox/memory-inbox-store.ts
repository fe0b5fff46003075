import { RoomCallbacksError } from '@room-callbacks/core'
import {
  type EntryState,
  type HandledCommands,
  type InboxEntry,
  type InboxRecord,
  type InboxSettings,
  type InboxStats,
  type InboxStore,
  type Leased,
  type LeasedEntry,
  type LeaseRequest,
  type ListOptions,
  livingFor,
  type PurgeOptions,
  type PutOutcome,
  type RecordedError,
  recordSize,
  unhandledError,
  unhandledGrace,
} from '@room-callbacks/core/inbox'
import { bytesOf, countsForCapacity, crashesOf, InboxMemory, type MemoryEntry } from './inbox-memory.ts'
import { statsOf } from './memory-stats.ts'
import { readyEntries } from './ready-entries.ts'

/**
 * An inbox store in the memory of this process: for tests, and to be read when a store for a database is
 * written. It survives nothing.
 *
 * @example
 * const settings = readInboxOptions({ order: 'key' })
 * const inbox = createInbox(new MemoryInboxStore(settings), settings)
 */
export class MemoryInboxStore implements InboxStore {
  readonly #settings: InboxSettings
  readonly #memory: InboxMemory
  readonly #leaseClock: () => number

  /** @param leaseClock A time in ms that no step of the wall clock moves; for tests. */
  constructor(
    settings: InboxSettings,
    memory: InboxMemory = new InboxMemory(),
    leaseClock: () => number = () => performance.now(),
  ) {
    this.#settings = settings
    this.#memory = memory
    this.#leaseClock = leaseClock
  }

  async put(record: InboxRecord, now: number, _timeout: number): Promise<PutOutcome> {
    const { entries, completed, announcements } = this.#memory
    if (entries.has(record.id) || (completed.get(record.id) ?? 0) > now) return 'duplicate'
    const isUnhandled = announcements.size > 0 && !this.#memory.isAnnounced(record.command)
    const isPlain = record.refusal === undefined && record.answer === undefined
    if (isPlain && !isUnhandled) this.#refuseFull(record)
    const error = record.refusal ?? (isPlain && isUnhandled ? unhandledError(record.command) : undefined)
    const state = error ? 'dead' : record.answer === undefined ? 'waiting' : 'recorded'
    const isOrdered = !this.#memory.isAbandoned(record.command, this.#livingSince())
    const entry = { record, state, attempts: 0, crashes: 0, at: now, until: 0, fence: 0, error } as const
    const position = this.#memory.nextPosition()
    entries.set(record.id, { ...entry, position, isRefused: error !== undefined, isOrdered })
    this.#dropOldest()
    this.#memory.wakeWatchers()
    return isPlain && isUnhandled ? 'unhandled' : 'stored'
  }

  async lease({ limit, now, duration, commands, suspects }: LeaseRequest): Promise<Leased> {
    const leaseNow = this.#leaseClock()
    const ready = readyEntries(this.#memory.all(), this.#settings.order, commands, leaseNow)
    const isSuspect = (entry: MemoryEntry) => crashesOf(entry) > 0
    const suspected = ready.filter(isSuspect).sort((a, b) => crashesOf(a) - crashesOf(b))
    const isAlone = suspects === 'one' && suspected.length > 0
    const chosen = isAlone ? suspected.slice(0, 1) : ready.filter((entry) => !isSuspect(entry)).slice(0, limit)
    const entries = chosen.map((entry): LeasedEntry => {
      const fence = ++this.#memory.fence
      const [crashes, attempts] = [crashesOf(entry), entry.attempts + 1]
      Object.assign(entry, { state: 'running', at: now, attempts, crashes, until: leaseNow + duration, fence })
      return { record: entry.record, attempt: attempts, crashes, fence }
    })
    return { entries, suspectsReady: suspected.length > (isAlone ? 1 : 0) }
  }

  async extend(leased: readonly LeasedEntry[], duration: number): Promise<readonly number[]> {
    const until = this.#leaseClock() + duration
    return leased.filter((one) => this.#change(one, { until })).map(({ fence }) => fence)
  }

  async release(leased: readonly LeasedEntry[]): Promise<void> {
    for (const one of leased) this.#change(one, { state: 'waiting', attempts: one.attempt - 1 })
  }

  async complete(leased: LeasedEntry, now: number, rememberUntil: number): Promise<boolean> {
    const { id } = leased.record
    if (!this.#leasedEntry(leased)) return false
    this.#memory.entries.delete(id)
    this.#memory.completed.set(id, rememberUntil)
    this.#memory.handledAt.push(now)
    this.#memory.wakeWatchers()
    return true
  }

  async delay(leased: LeasedEntry, now: number, duration: number, error: RecordedError): Promise<boolean> {
    return this.#change(leased, { state: 'delayed', at: now + duration, until: this.#leaseClock() + duration, error })
  }

  async deadLetter(leased: LeasedEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#change(leased, { state: 'dead', at: now, error })
  }

  async announce(commands: HandledCommands, now: number): Promise<void> {
    const leaseNow = this.#leaseClock()
    const { announcements } = this.#memory
    for (const command of commands === '*' ? ['*'] : commands) {
      const known = announcements.get(command)
      if (known) known.lastSeen = leaseNow
      else {
        announcements.set(command, { firstSeen: leaseNow, lastSeen: leaseNow })
        this.#memory.revive(
          ({ record, error, at }) =>
            error?.code === 'unhandled' &&
            (command === '*' || record.command === command) &&
            now - at <= unhandledGrace,
          now,
        )
      }
    }
  }

  async nextDueIn(commands: HandledCommands): Promise<number | undefined> {
    const held = [...this.#memory.inState('delayed'), ...this.#memory.inState('running')]
    const times = held
      .filter(({ record }) => commands === '*' || commands.includes(record.command))
      .map(({ until }) => until)
    return times.length > 0 ? Math.max(Math.min(...times) - this.#leaseClock(), 0) : undefined
  }

  watch(onPut: () => void): () => void {
    this.#memory.watchers.add(onPut)
    return () => this.#memory.watchers.delete(onPut)
  }

  async stats(now: number, commands: HandledCommands = '*'): Promise<InboxStats> {
    return statsOf(this.#memory, now, commands)
  }

  async list(state: EntryState, { limit, after }: ListOptions): Promise<readonly InboxEntry[]> {
    const last = typeof after === 'string' ? this.#memory.entries.get(after)?.position : after
    const entries = this.#memory.inState(state).filter(({ position }) => position > (last ?? 0))
    return entries.slice(0, limit).map(listed)
  }

  async get(id: string): Promise<InboxEntry | undefined> {
    const entry = this.#memory.entries.get(id)
    return entry && listed(entry)
  }

  async retry(id: string, now: number): Promise<readonly string[]> {
    return this.#memory.revive(({ record }) => id === 'all' || record.id === id, now)
  }

  async purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    if ('id' in what) return this.#memory.forget(({ record, state }) => record.id === what.id && isKept(state))
    const { state, olderThan } = what
    return this.#memory.forget(
      (entry) => entry.state === state && (olderThan === undefined || now - entry.at >= olderThan),
    )
  }

  async expire(now: number): Promise<readonly string[]> {
    for (const [id, until] of this.#memory.completed) if (until <= now) this.#memory.completed.delete(id)
    this.#memory.forgetHandled(now)
    this.#forgetCommands(now)
    const isOld = ({ at }: MemoryEntry) => now - at >= this.#settings.retention
    this.#memory.forget((entry) => entry.state === 'recorded' && isOld(entry))
    return this.#memory.forget((entry) => entry.state === 'dead' && isOld(entry))
  }

  async close(): Promise<void> {}

  #refuseFull(record: InboxRecord): void {
    const { capacity, capacityBytes } = this.#settings
    const counted = this.#memory.all().filter(countsForCapacity)
    const isFull = counted.length >= capacity || bytesOf(counted) + recordSize(record) > capacityBytes
    if (isFull) throw new RoomCallbacksError('inbox-full')
  }

  /** Keeps what is only kept to be read within its bounds. */
  #dropOldest(): void {
    const { maxRefusedEntries, maxRefusedBytes, maxRecordedEntries, maxRecordedBytes } = this.#settings
    this.#memory.keepNewest(({ isRefused }) => isRefused, maxRefusedEntries, maxRefusedBytes)
    this.#memory.keepNewest(({ state }) => state === 'recorded', maxRecordedEntries, maxRecordedBytes)
  }

  /** Forgets commands that no process handles, although processes deliver; what waits of them is unhandled. */
  #forgetCommands(now: number): void {
    const { announcements } = this.#memory
    for (const entry of this.#memory.inState('waiting')) {
      if (this.#memory.isAbandoned(entry.record.command, this.#livingSince())) entry.isOrdered = false
    }
    const before = this.#leaseClock() - this.#settings.unhandledAfter
    const isDelivered = [...announcements.values()].some((row) => row.firstSeen <= before && row.lastSeen > before)
    if (!isDelivered) return
    for (const [command, { lastSeen }] of announcements) if (lastSeen <= before) announcements.delete(command)
    for (const entry of this.#memory.inState('waiting')) {
      const { command } = entry.record
      if (this.#memory.isAnnounced(command)) continue
      Object.assign(entry, { state: 'dead', at: now, isRefused: true, error: unhandledError(command) })
    }
    this.#dropOldest()
  }

  #livingSince(): number {
    return this.#leaseClock() - livingFor(this.#settings)
  }

  /** The entry, unless its lease was lost. */
  #leasedEntry({ record, fence }: LeasedEntry): MemoryEntry | undefined {
    const entry = this.#memory.entries.get(record.id)
    return entry?.state === 'running' && entry.fence === fence ? entry : undefined
  }

  #change(leased: LeasedEntry, change: Partial<MemoryEntry>): boolean {
    const entry = this.#leasedEntry(leased)
    if (!entry) return false
    Object.assign(entry, change)
    this.#memory.wakeWatchers()
    return true
  }
}

const isKept = (state: EntryState): boolean => state === 'dead' || state === 'recorded'

function listed({ record, position, state, attempts, crashes, at, error }: MemoryEntry): InboxEntry {
  return { record, position, state, attempts, crashes, at, ...(error && { error }) }
}
