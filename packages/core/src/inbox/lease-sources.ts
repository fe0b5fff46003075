import { startTimer } from '../timers.ts'
import type { HandledCommands } from './inbox.ts'
import type { InboxDependencies } from './inbox-dependencies.ts'
import type { Leased, LeasedEntry } from './inbox-store.ts'
import type { StoreHealth } from './store-health.ts'

/** How long an idle loop sleeps at most, where the store tells of what other processes do and where not. Unit: ms. */
const patience = { watched: 1000, unwatched: 100 }
/** A store that calls something due, and does not give it, is not asked again at once. Unit: ms. */
const minPoll = 5

/** Asks the store for what is ready, and gives back what cannot begin. */
export class LeaseSource {
  readonly #dependencies: InboxDependencies
  readonly #health: StoreHealth
  readonly #abandoned: AbortSignal
  #announced: HandledCommands = []

  /** @param abandoned what is not given back then is left to its lease */
  constructor(dependencies: InboxDependencies, health: StoreHealth, abandoned: AbortSignal) {
    this.#dependencies = dependencies
    this.#health = health
    this.#abandoned = abandoned
  }

  /** Whether the store knows that this process handles these commands. */
  isAnnounced(commands: HandledCommands): boolean {
    return commands === this.#announced
  }

  async lease(commands: HandledCommands, limit: number, alone: boolean): Promise<Leased> {
    const { store, settings, clock } = this.#dependencies
    if (!this.isAnnounced(commands)) await store.announce(commands, clock())
    this.#announced = commands
    const suspects = alone ? 'one' : 'none'
    return store.lease({ limit, now: clock(), duration: settings.lease, commands, suspects })
  }

  /** Without it the lease would run out, and count as a crash. */
  async giveBack(entries: readonly LeasedEntry[]): Promise<void> {
    if (entries.length === 0) return
    await this.#health.retry(() => this.#dependencies.store.release(entries), this.#abandoned)
  }

  /** How long the loop may sleep. Unit: ms. */
  async untilNextDue(commands: HandledCommands): Promise<number> {
    const { store } = this.#dependencies
    const longest = store.watch ? patience.watched : patience.unwatched
    // Should it fail, the next lease will tell.
    const due = await store.nextDueIn(commands).catch(() => undefined)
    return due === undefined ? longest : Math.min(Math.max(due, minPoll), longest)
  }
}

/** What is leased before there is a place for it begins within about this time. Unit: ms. */
const soon = 20
/** Entries that are leased at once for each free place. */
const mostPerPlace = 8
/** What cannot begin for so long is given back: other processes may begin it sooner. Unit: ms. */
const aheadPatience = 200
/** The share of a lease after which no attempt begins: the heartbeat comes within a third of it. */
const spentShare = 0.5
/** The share of the newest attempt in the mean. */
const newest = 0.1

interface Ahead {
  readonly entry: LeasedEntry
  /** When it was given to the store, of the monotonic clock. Unit: ms. */
  readonly at: number
}

/** Entries that are leased ahead: records that the store has not answered yet, and what waits for an attempt to end. */
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

  /** How many entries more may be leased: more than attempts may run, while these are short. */
  free(running: number): number {
    return Math.ceil((this.#dependencies.settings.concurrency - running) * this.#perPlace) - this.size
  }

  /**
   * Keeps a place for a record, if there is one.
   *
   * @param asked places for what the store was asked for; attempts that are short leave them soon
   */
  reserve(running: number, asked: number): boolean {
    const taken = this.#perPlace > 1 ? running : running + asked
    if (this.free(taken) <= 0) return false
    this.#reserved++
    return true
  }

  unreserve(): void {
    this.#reserved--
  }

  /** @param at when the store was asked for it, of the monotonic clock in ms */
  add(entry: LeasedEntry, at: number): void {
    this.#entries.push({ entry, at })
  }

  /** An attempt took so long. Unit: ms. */
  count(duration: number): void {
    const mean = this.#meanDuration
    this.#meanDuration = mean === Number.POSITIVE_INFINITY ? duration : mean + (duration - mean) * newest
  }

  get #perPlace(): number {
    return Math.max(Math.min(soon / this.#meanDuration, mostPerPlace), 1)
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
      this.#timer = startTimer(() => this.#giveOldBack(), aheadPatience).unref()
  }

  #giveOldBack(): void {
    this.#timer = undefined
    const oldest = this.#dependencies.monotonic() - aheadPatience / 2
    const isOld = ({ at }: Ahead) => at <= oldest
    const old = this.#entries.filter(isOld)
    this.#entries = this.#entries.filter((ahead) => !isOld(ahead))
    if (old.length > 0) this.#giveBack(old.map(({ entry }) => entry))
    this.watch()
  }
}
