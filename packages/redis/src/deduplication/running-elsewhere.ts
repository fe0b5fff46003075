import type { Reply } from '@room-callbacks/core'
import type { ClaimClient } from './claim-scripts.ts'
import { ClaimState } from './claim-state.ts'

const firstPause = 10
const longestPause = 500

/** A callback that another delivery is handling, here or on another machine. */
export class RunningElsewhere {
  readonly state = 'running'
  readonly #client: ClaimClient
  readonly #key: string
  readonly #known: string
  #settled: Promise<Reply | undefined> | undefined

  constructor(client: ClaimClient, key: string, known: string) {
    this.#client = client
    this.#key = key
    this.#known = known
  }

  /** Asks ever more slowly, and at most until the lease is over: then the key is gone. */
  get settled(): Promise<Reply | undefined> {
    this.#settled ??= this.#ask()
    return this.#settled
  }

  async #ask(): Promise<Reply | undefined> {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      await new Promise((resolve) => setTimeout(resolve, pause).unref())
      // Whoever waits claims again, and is told what is wrong with Redis.
      const value = await this.#client.get(this.#key).catch(() => null)
      if (value !== this.#known) return value === null ? undefined : ClaimState.replyOf(value)
    }
  }
}
