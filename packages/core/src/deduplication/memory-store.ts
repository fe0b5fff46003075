import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Reply } from '../reply.ts'
import { RunningClaim } from './running-claim.ts'
import type { Claim, ClaimTerms, DeduplicationStore } from './store.ts'

interface Finished {
  readonly until: number
  readonly reply: Reply
}

/**
 * Remembers callbacks in the memory of this process. Finished ones are bounded by `capacity`, the
 * least recently used going first; running ones are bounded by the receiver's concurrency.
 *
 * @example
 * const store = new MemoryStore(10_000)
 * roomCallbacks(1400000000, { deduplication: { store } })
 */
export class MemoryStore implements DeduplicationStore {
  readonly #running = new Map<string, RunningClaim>()
  // A Map keeps the order of insertion: its first key is the one not used for longest.
  readonly #finished = new Map<string, Finished>()
  // One iterator for good: a new one would walk over all that was deleted before it finds a key.
  readonly #oldest = this.#finished.keys()
  readonly #capacity: number
  readonly #now: () => number

  /**
   * @param capacity How many finished callbacks are remembered at most.
   * @param now The time in ms.
   * @throws `invalid-option`
   */
  constructor(capacity: number, now: () => number = Date.now) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RoomCallbacksError('invalid-option', 'The capacity of a MemoryStore is a positive integer.')
    }
    this.#capacity = capacity
    this.#now = now
  }

  claim(key: string, { lease, window }: ClaimTerms): Claim {
    const now = this.#now()
    const finished = this.#recall(key, now)
    if (finished) return { state: 'finished', reply: finished.reply }
    const running = this.#running.get(key)
    if (running && running.until > now) return { state: 'running', settled: running.settled }
    const claim = new RunningClaim(now + lease, (reply) => {
      if (this.#running.get(key) === claim) this.#running.delete(key)
      if (reply) this.#remember(key, reply, window)
    })
    this.#running.set(key, claim)
    return claim
  }

  #recall(key: string, now: number): Finished | undefined {
    const finished = this.#finished.get(key)
    if (!finished) return undefined
    this.#finished.delete(key)
    if (finished.until <= now) return undefined
    this.#finished.set(key, finished)
    return finished
  }

  #remember(key: string, reply: Reply, window: number): void {
    this.#finished.delete(key)
    if (this.#finished.size >= this.#capacity) this.#finished.delete(this.#oldest.next().value as string)
    this.#finished.set(key, { until: this.#now() + window, reply })
  }
}
