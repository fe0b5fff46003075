import {
  type EntryState,
  type HandledCommands,
  type InboxSettings,
  type LeasedEntry,
  livingFor,
} from '@room-callbacks/core/inbox'
import { commandOf, type RecordKind, roomOf, sizeOf } from './inbox-records.ts'

/** An entry as the model knows it. */
export interface ModelEntry {
  readonly key: number
  readonly kind: RecordKind
  /** Its place among all arrivals. */
  arrival: number
  state: EntryState
  attempts: number
  crashes: number
  isRefused: boolean
  isUnhandled: boolean
  isOrdered: boolean
  /** When it came into its state; for a delayed one, when it is due. Of the wall clock. */
  at: number
  /** When its delay or lease is over. Of the lease clock. */
  until: number
  leased: LeasedEntry | undefined
}

/** Both clocks: the wall clock may be set back, the lease clock never. */
export interface Times {
  wall: number
  lease: number
}

const live: readonly EntryState[] = ['waiting', 'running', 'delayed']

/** What a store has to do, in the plainest way. */
export class InboxModel {
  readonly times: Times = { wall: 1_700_000_000_000, lease: 5000 }
  readonly entries = new Map<number, ModelEntry>()
  readonly completed = new Map<number, number>()
  readonly announced = new Map<string, { firstSeen: number; lastSeen: number }>()
  dropped = 0
  readonly #settings: InboxSettings
  #arrivals = 0

  constructor(settings: InboxSettings) {
    this.#settings = settings
  }

  put(key: number, kind: RecordKind): string {
    const { wall } = this.times
    if (this.entries.has(key) || (this.completed.get(key) ?? 0) > wall) return 'duplicate'
    const isUnhandled = kind === 'after' && this.announced.size > 0 && !this.#isAnnounced(commandOf(key))
    const isRefused = kind === 'refused' || isUnhandled
    if (kind === 'after' && !isUnhandled && this.#isFull(key)) return 'inbox-full'
    const state = isRefused ? 'dead' : kind === 'recorded' ? 'recorded' : 'waiting'
    const fresh = { attempts: 0, crashes: 0, at: wall, until: 0, leased: undefined }
    this.entries.set(key, {
      key,
      kind,
      arrival: this.#arrivals++,
      state,
      isRefused,
      isUnhandled,
      isOrdered: !this.#isAbandoned(key),
      ...fresh,
    })
    this.#dropOldest()
    return isUnhandled ? 'unhandled' : 'stored'
  }

  /** What may be leased; the oldest first. */
  ready(commands: HandledCommands): ModelEntry[] {
    const entries = this.inOrder(live)
    const isHead = (entry: ModelEntry) => {
      const room = roomOf(entry.key)
      if (room === undefined || !entry.isOrdered || this.#settings.order === 'none') return true
      return entries.find(({ key, isOrdered }) => isOrdered && roomOf(key) === room) === entry
    }
    return entries.filter((entry) => isHead(entry) && this.#isReady(entry) && includes(commands, entry))
  }

  lease(entry: ModelEntry, leased: LeasedEntry, duration: number): void {
    const crashes = crashesOf(entry)
    const [at, until, attempts] = [this.times.wall, this.times.lease + duration, entry.attempts + 1]
    Object.assign(entry, { state: 'running', attempts, crashes, at, until, leased })
  }

  /** The entry that has this lease, if one still does. */
  leasedBy(leased: LeasedEntry): ModelEntry | undefined {
    return [...this.entries.values()].find((entry) => entry.state === 'running' && entry.leased === leased)
  }

  complete(entry: ModelEntry, rememberUntil: number): void {
    this.entries.delete(entry.key)
    this.completed.set(entry.key, rememberUntil)
  }

  retry(isMeant: (letter: ModelEntry) => boolean): number[] {
    const letters = this.inOrder(['dead']).filter(isMeant)
    for (const letter of letters) {
      const fresh = { state: 'waiting', attempts: 0, crashes: 0, isRefused: false, isUnhandled: false, isOrdered: true }
      Object.assign(letter, { ...fresh, at: this.times.wall, arrival: this.#arrivals++ })
    }
    return letters.map(({ key }) => key)
  }

  announce(commands: HandledCommands, grace: number): void {
    const { wall, lease } = this.times
    for (const command of commands === '*' ? ['*'] : commands) {
      const row = this.announced.get(command)
      if (row) row.lastSeen = lease
      else {
        this.announced.set(command, { firstSeen: lease, lastSeen: lease })
        const isMeant = (key: number) => command === '*' || commandOf(key) === command
        this.retry(({ key, isUnhandled, at }) => isUnhandled && isMeant(key) && wall - at <= grace)
      }
    }
  }

  expire(): number[] {
    const { wall, lease } = this.times
    const { retention, unhandledAfter } = this.#settings
    for (const [key, until] of this.completed) if (until <= wall) this.completed.delete(key)
    for (const entry of this.inOrder(['waiting'])) if (this.#isAbandoned(entry.key)) entry.isOrdered = false
    const before = lease - unhandledAfter
    if ([...this.announced.values()].some((row) => row.firstSeen <= before && row.lastSeen > before)) {
      for (const [command, { lastSeen }] of this.announced) if (lastSeen <= before) this.announced.delete(command)
      for (const entry of this.inOrder(['waiting'])) {
        if (this.#isAnnounced(commandOf(entry.key))) continue
        Object.assign(entry, { state: 'dead', at: wall, isRefused: true, isUnhandled: true })
      }
      this.#dropOldest()
    }
    const isOld = (entry: ModelEntry) => wall - entry.at >= retention
    this.forget((entry) => entry.state === 'recorded' && isOld(entry))
    return this.forget(isOld)
  }

  /** Forgets what is dead or recorded. */
  forget(isMeant: (entry: ModelEntry) => boolean): number[] {
    const meant = this.inOrder(['dead', 'recorded']).filter(isMeant)
    for (const { key } of meant) this.entries.delete(key)
    return meant.map(({ key }) => key)
  }

  nextDueIn(commands: HandledCommands): number | undefined {
    const times = this.inOrder(['running', 'delayed'])
      .filter((entry) => includes(commands, entry))
      .map(({ until }) => until)
    return times.length > 0 ? Math.max(Math.min(...times) - this.times.lease, 0) : undefined
  }

  inOrder(states: readonly EntryState[]): ModelEntry[] {
    return [...this.entries.values()]
      .filter(({ state }) => states.includes(state))
      .sort((a, b) => a.arrival - b.arrival)
  }

  /** What counts for the capacity. Unit: bytes. */
  bytes(): number {
    return this.#counted().reduce((bytes, { key, kind }) => bytes + sizeOf(key, kind), 0)
  }

  #counted(): ModelEntry[] {
    return this.inOrder([...live, 'dead']).filter(({ isRefused }) => !isRefused)
  }

  #isFull(key: number): boolean {
    const { capacity, capacityBytes } = this.#settings
    return this.#counted().length >= capacity || this.bytes() + sizeOf(key, 'after') > capacityBytes
  }

  #dropOldest(): void {
    const { maxRefusedEntries, maxRecordedEntries } = this.#settings
    for (const [kept, max] of [
      [this.inOrder(['dead']).filter(({ isRefused }) => isRefused), maxRefusedEntries],
      [this.inOrder(['recorded']), maxRecordedEntries],
    ] as const) {
      for (const { key } of kept.slice(0, Math.max(kept.length - max, 0))) {
        this.entries.delete(key)
        this.dropped++
      }
    }
  }

  #isReady({ state, until }: ModelEntry): boolean {
    return state === 'waiting' || until <= this.times.lease
  }

  #isAbandoned(key: number): boolean {
    const since = this.times.lease - livingFor(this.#settings)
    const living = [...this.announced].filter(([, { lastSeen }]) => lastSeen > since).map(([word]) => word)
    return living.length > 0 && !living.includes(commandOf(key)) && !living.includes('*')
  }

  #isAnnounced(command: string): boolean {
    return this.announced.has(command) || this.announced.has('*')
  }
}

/** Of an entry that is ready: one that still runs was lost by its process. */
export const crashesOf = ({ state, crashes }: ModelEntry): number => crashes + (state === 'running' ? 1 : 0)

const includes = (commands: HandledCommands, { key }: ModelEntry): boolean =>
  commands === '*' || commands.includes(commandOf(key))
