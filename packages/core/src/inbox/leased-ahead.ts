import { startTimer } from '../timers.ts'
import type { LeasedEntry } from './inbox-store.ts'
import type { InboxDependencies } from './settle.ts'

/** What is leased as it is stored begins within about this time. Unit: ms. */
const soon = 20
/** Entries that are leased at once for each free place. */
const mostPerPlace = 8
/** What cannot begin for so long is given back: other processes may begin it sooner. Unit: ms. */
const patience = 200
/** The share of a lease after which no attempt begins: the heartbeat comes within a third of it. */
const spentShare = 0.5
/** The share of the newest attempt in the mean. */
const newest = 0.1

interface Ahead {
  readonly entry: LeasedEntry
  /** When it was given to the store, of the monotonic clock. Unit: ms. */
  readonly at: number
}

/** Entries that are leased as they are stored: those that the store has not answered yet, and those that wait for an attempt to end. */
export class LeasedAhead {
  readonly #dependencies: InboxDependencies
  readonly #giveBack: (entries: readonly LeasedEntry[]) => void
  #entries: Ahead[] = []
  #reserved = 0
  #meanDuration = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(dependencies: InboxDependencies, giveBack: (entries: readonly LeasedEntry[]) => void) {
    this.#dependencies = dependencies
    this.#giveBack = giveBack
  }

  get size(): number {
    return this.#reserved + this.#entries.length
  }

  /** Keeps a place for a record, if there is one: more than are free while attempts are short. */
  reserve(running: number): boolean {
    const free = this.#dependencies.settings.concurrency - running
    const perPlace = Math.max(Math.min(soon / this.#meanDuration, mostPerPlace), 1)
    if (this.size >= free * perPlace) return false
    this.#reserved++
    return true
  }

  unreserve(): void {
    this.#reserved--
  }

  add(entry: LeasedEntry, at: number): void {
    this.#reserved--
    this.#entries.push({ entry, at })
  }

  /** An attempt took so long. Unit: ms. */
  count(duration: number): void {
    const mean = this.#meanDuration
    this.#meanDuration = mean === Number.POSITIVE_INFINITY ? duration : mean + (duration - mean) * newest
  }

  /** The oldest that can begin. */
  take(): LeasedEntry | undefined {
    const { monotonic, settings } = this.#dependencies
    for (let next = this.#entries.shift(); next; next = this.#entries.shift()) {
      if (monotonic() - next.at < settings.lease * spentShare) return next.entry
      this.#giveBack([next.entry])
    }
    return undefined
  }

  takeAll(): readonly LeasedEntry[] {
    const entries = this.#entries.map(({ entry }) => entry)
    this.#entries = []
    return entries
  }

  /** Sees to it that what cannot begin is given back. */
  watch(): void {
    if (this.#entries.length > 0 && this.#timer === undefined)
      this.#timer = startTimer(() => this.#giveOldBack(), patience).unref()
  }

  #giveOldBack(): void {
    this.#timer = undefined
    const oldest = this.#dependencies.monotonic() - patience / 2
    const isOld = ({ at }: Ahead) => at <= oldest
    const old = this.#entries.filter(isOld)
    this.#entries = this.#entries.filter((ahead) => !isOld(ahead))
    if (old.length > 0) this.#giveBack(old.map(({ entry }) => entry))
    this.watch()
  }
}
