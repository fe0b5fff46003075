import type { HandledCommands } from './inbox.ts'
import type { Leased, LeasedEntry } from './inbox-store.ts'
import type { InboxDependencies } from './settle.ts'
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
