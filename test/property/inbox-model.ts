import type { EntryState, InboxSettings, TakenEntry } from '@room-callbacks/core/inbox'

/** An entry as the model knows it. */
export interface ModelEntry {
  readonly key: number
  /** Its place among all arrivals. */
  arrival: number
  state: EntryState
  attempts: number
  /** When it came into its state; for a delayed one, when it is due. */
  at: number
  /** When its hold is over. */
  heldUntil: number
  hold: TakenEntry | undefined
}

/** The room of a key: two rooms, and one in three has none. */
export const roomOf = (key: number): string | undefined => (key % 3 === 0 ? undefined : `room ${key % 3}`)

/** What a store has to do, in the plainest way. */
export class InboxModel {
  readonly entries = new Map<number, ModelEntry>()
  readonly finished = new Map<number, number>()
  readonly #settings: InboxSettings
  #arrivals = 0

  constructor(settings: InboxSettings) {
    this.#settings = settings
  }

  put(key: number, kind: 'after' | 'refused' | 'recorded', now: number): 'stored' | 'duplicate' | 'inbox-full' {
    if (this.entries.has(key) || (this.finished.get(key) ?? 0) > now) return 'duplicate'
    if (this.entries.size >= this.#settings.capacity) return 'inbox-full'
    const state = ({ after: 'waiting', refused: 'dead', recorded: 'recorded' } as const)[kind]
    const arrival = this.#arrivals++
    this.entries.set(key, { key, arrival, state, attempts: 0, at: now, heldUntil: 0, hold: undefined })
    return 'stored'
  }

  /** What may be taken; the oldest first. */
  ready(now: number): ModelEntry[] {
    const live = this.inOrder(['waiting', 'running', 'delayed'])
    const isHead = (entry: ModelEntry) => {
      const room = roomOf(entry.key)
      if (room === undefined || this.#settings.order === 'none') return true
      return live.find(({ key }) => roomOf(key) === room) === entry
    }
    return live.filter((entry) => isHead(entry) && isReady(entry, now))
  }

  taken(key: number, hold: TakenEntry, now: number, until: number): void {
    const entry = this.entries.get(key) as ModelEntry
    Object.assign(entry, { state: 'running', attempts: entry.attempts + 1, at: now, heldUntil: until, hold })
  }

  /** The entry that is held so, if it still is. */
  heldBy(hold: TakenEntry): ModelEntry | undefined {
    return [...this.entries.values()].find((entry) => entry.state === 'running' && entry.hold === hold)
  }

  finish(entry: ModelEntry, until: number): void {
    this.entries.delete(entry.key)
    this.finished.set(entry.key, until)
  }

  retry(keys: number | 'all', now: number): number[] {
    const letters = this.inOrder(['dead']).filter(({ key }) => keys === 'all' || key === keys)
    for (const letter of letters) {
      Object.assign(letter, { state: 'waiting', attempts: 0, at: now, arrival: this.#arrivals++ })
    }
    return letters.map(({ key }) => key)
  }

  /** Forgets what is dead or recorded. */
  forget(isMeant: (entry: ModelEntry) => boolean): number[] {
    const meant = this.inOrder(['dead', 'recorded']).filter(isMeant)
    for (const { key } of meant) this.entries.delete(key)
    return meant.map(({ key }) => key)
  }

  nextDue(): number | undefined {
    const times = this.inOrder(['running', 'delayed']).map(({ state, at, heldUntil }) =>
      state === 'running' ? heldUntil : at,
    )
    return times.length > 0 ? Math.min(...times) : undefined
  }

  inOrder(states: readonly EntryState[]): ModelEntry[] {
    return [...this.entries.values()]
      .filter(({ state }) => states.includes(state))
      .sort((a, b) => a.arrival - b.arrival)
  }
}

function isReady({ state, at, heldUntil }: ModelEntry, now: number): boolean {
  return state === 'waiting' || (state === 'running' ? heldUntil : at) <= now
}
