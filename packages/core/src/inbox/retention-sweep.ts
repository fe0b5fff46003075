import type { HandledCommands } from './inbox.ts'
import type { InboxDependencies } from './inbox-dependencies.ts'
import { publishInboxEvent } from './inbox-record.ts'
import type { StoreHealth } from './store-health.ts'

const minInterval = 50
const maxInterval = 60_000

/** Announces, now and then, what this process handles, and forgets what retention no longer keeps. */
export class RetentionSweep {
  readonly #dependencies: InboxDependencies
  readonly #health: StoreHealth
  readonly #commands: () => HandledCommands | undefined
  readonly #timer: NodeJS.Timeout
  #current: Promise<void> | undefined

  /** @param commands What this process handles; undefined where it delivers nothing. */
  constructor(dependencies: InboxDependencies, health: StoreHealth, commands: () => HandledCommands | undefined) {
    this.#dependencies = dependencies
    this.#health = health
    this.#commands = commands
    const { window, retention, unhandledAfter } = dependencies.settings
    const interval = Math.max(Math.min(window / 4, retention / 4, unhandledAfter / 4, maxInterval), minInterval)
    // A process that only receives ends when its server does.
    this.#timer = setInterval(() => this.#start(), interval).unref()
  }

  /** Waits for the one that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#current
  }

  #start(): void {
    this.#current ??= this.#run().finally(() => {
      this.#current = undefined
    })
  }

  async #run(): Promise<void> {
    const { store, clock } = this.#dependencies
    try {
      const commands = this.#commands()
      if (commands !== undefined && commands.length > 0) await store.announce(commands, clock())
      for (const id of await store.expire(clock())) publishInboxEvent({ type: 'expired', id })
      this.#health.recovered()
    } catch (cause) {
      this.#health.failed(cause)
    }
  }
}
