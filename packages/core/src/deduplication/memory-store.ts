import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { okReplies, type Reply } from '../reply.ts'
import { type Fingerprint, FingerprintRing, fingerprintOf } from './fingerprint-ring.ts'
import type { Claim, ClaimStore, DeduplicationStore } from './store.ts'

/**
 * Remembers callbacks in the memory of this process: 37 bytes each, which grow with use. The least recently used go
 * first.
 *
 * @example
 * const store = new MemoryStore(10_000)
 * roomCallbacks(1400000000, { deduplication: { store } })
 */
export class MemoryStore implements DeduplicationStore {
  /** By fingerprints: a receiver asks here, and makes no key. */
  readonly claims: MemoryClaims

  /**
   * @param capacity How many finished callbacks are remembered at most.
   * @param now The time in ms. Default: one that no step of the wall clock moves.
   * @throws `invalid-option`
   */
  constructor(capacity: number, now: () => number = () => performance.now()) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RoomCallbacksError('invalid-option', 'The capacity of a MemoryStore is a positive integer.')
    }
    this.claims = new MemoryClaims(capacity, now)
  }

  claim(key: string, token: number, lease: number): Claim {
    return this.claims.claim(fingerprintOf('', '', key), token, lease)
  }

  complete(key: string, token: number, reply: Reply, window: number): void {
    this.claims.complete(fingerprintOf('', '', key), token, reply, window)
  }

  release(key: string, token: number): void {
    this.claims.release(fingerprintOf('', '', key), token)
  }
}

interface Waiting {
  readonly settled: Promise<Reply | undefined>
  readonly settle: (reply: Reply | undefined) => void
}

/** What remembered replies may take: one that replaces a message is as long as its handler makes it. Unit: characters. */
const longestReplies = 33_554_432

const claimed: Claim = { state: 'claimed' }
const handled: Claim = { state: 'finished', reply: okReplies.handled }

/**
 * Claims in the memory of this process. Finished ones are bounded by `capacity` and by the length of their replies, the
 * least recently used going first; running ones are bounded by the receiver's concurrency. Objects exist only for replies other than the plain OK and
 * for claims that a duplicate waits for.
 */
export class MemoryClaims implements ClaimStore<Fingerprint> {
  readonly #ring = new FingerprintRing()
  /** By token. */
  readonly #replies = new Map<number, Reply>()
  #repliesLength = 0
  /** By token. */
  readonly #waiting = new Map<number, Waiting>()
  readonly #capacity: number
  readonly #now: () => number
  #lastToken = 0

  /** @param now The time in ms. */
  constructor(capacity: number, now: () => number) {
    this.#capacity = capacity
    this.#now = now
  }

  /** A token that no claim of this store had: a number of its own costs less than a random one. */
  newToken(): number {
    this.#lastToken++
    return this.#lastToken
  }

  /** What it takes, replies and waiting duplicates aside. Unit: bytes. */
  get bytes(): number {
    return this.#ring.bytes
  }

  claim(key: Fingerprint, token: number, lease: number): Claim {
    const now = this.#now()
    const index = this.#ring.find(key)
    if (index !== -1) {
      const owner = this.#ring.ownerOf(index)
      if (this.#ring.untilOf(index) > now) {
        if (!this.#ring.isFinished(index)) return { state: 'running', settled: this.#settledOf(owner) }
        this.#ring.moveToEnd(index)
        const reply = this.#replies.get(owner)
        return reply ? { state: 'finished', reply } : handled
      }
      this.#forget(index, owner)
    }
    this.#ring.add(key, token, now + lease)
    return claimed
  }

  complete(key: Fingerprint, token: number, reply: Reply, window: number): void {
    const index = this.#ring.find(key)
    // Its lease was over, and another may hold the key.
    if (index === -1 || this.#ring.ownerOf(index) !== token || this.#ring.isFinished(index)) return
    this.#ring.finish(index, this.#now() + window)
    if (reply !== okReplies.handled) {
      this.#replies.set(token, reply)
      this.#repliesLength += reply.body.length
    }
    this.#settle(token, reply)
    while (this.#ring.finished > this.#capacity || this.#repliesLength > longestReplies) this.#passOldest()
  }

  release(key: Fingerprint, token: number): void {
    const index = this.#ring.find(key)
    if (index === -1 || this.#ring.ownerOf(index) !== token || this.#ring.isFinished(index)) return
    this.#forget(index, token)
  }

  /** Forgets the entry that was not used for longest, or puts it last if it still runs. */
  #passOldest(): void {
    const { oldest } = this.#ring
    if (this.#ring.isFinished(oldest)) this.#forget(oldest, this.#ring.ownerOf(oldest))
    else this.#ring.moveToEnd(oldest)
  }

  #forget(index: number, token: number): void {
    this.#ring.remove(index)
    // Most receivers keep no reply and no duplicate waits: a look at the size costs less than a search for each callback.
    if (this.#replies.size > 0) {
      this.#repliesLength -= this.#replies.get(token)?.body.length ?? 0
      this.#replies.delete(token)
    }
    this.#settle(token, undefined)
  }

  #settledOf(token: number): Promise<Reply | undefined> {
    const known = this.#waiting.get(token)
    if (known) return known.settled
    let settle!: Waiting['settle']
    const settled = new Promise<Reply | undefined>((resolve) => {
      settle = resolve
    })
    this.#waiting.set(token, { settled, settle })
    return settled
  }

  #settle(token: number, reply: Reply | undefined): void {
    if (this.#waiting.size === 0) return
    this.#waiting.get(token)?.settle(reply)
    this.#waiting.delete(token)
  }
}
