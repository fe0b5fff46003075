import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { type ClaimKeeper, MemoryClaim } from './memory-claim.ts'
import type { Claim, ClaimTerms, DeduplicationStore } from './store.ts'

/**
 * Remembers callbacks in the memory of this process. Finished ones are bounded by `capacity`, the
 * least recently used going first; running ones are bounded by the receiver's concurrency.
 *
 * @example
 * const store = new MemoryStore(10_000)
 * roomCallbacks(1400000000, { deduplication: { store } })
 */
export class MemoryStore implements DeduplicationStore, ClaimKeeper {
  // A Map keeps the order of insertion: its first claim is the one not used for longest.
  readonly #claims = new Map<string, MemoryClaim>()
  // One iterator for good: a new one would walk over all that was deleted before it finds a claim.
  readonly #oldest = this.#claims.values()
  readonly #capacity: number
  readonly #now: () => number
  #finished = 0

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
    const known = this.#claims.get(key)
    if (known) {
      this.#forget(known)
      if (known.until > now) {
        this.#remember(known)
        return known.reply ? { state: 'finished', reply: known.reply } : { state: 'running', settled: known.settled }
      }
    }
    const claim = new MemoryClaim(key, now + lease, window, this)
    this.#remember(claim)
    return claim
  }

  promoted(claim: MemoryClaim): void {
    // Its lease was over, and another may hold the key.
    if (claim.isForgotten) return
    claim.until = this.#now() + claim.window
    this.#finished++
    while (this.#finished > this.#capacity) this.#passOldest()
  }

  released(claim: MemoryClaim): void {
    if (!claim.isForgotten) this.#forget(claim)
  }

  /** Forgets the claim that was not used for longest, or puts it last if it is still running. */
  #passOldest(): void {
    const oldest = this.#oldest.next().value as MemoryClaim
    this.#forget(oldest)
    if (!oldest.reply) this.#remember(oldest)
  }

  #remember(claim: MemoryClaim): void {
    this.#claims.set(claim.key, claim)
    claim.isForgotten = false
    if (claim.reply) this.#finished++
  }

  #forget(claim: MemoryClaim): void {
    this.#claims.delete(claim.key)
    claim.isForgotten = true
    if (claim.reply) this.#finished--
  }
}
