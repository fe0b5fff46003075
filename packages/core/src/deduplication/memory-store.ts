import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Reply } from '../reply.ts'
import { fingerprintOf } from './fingerprint.ts'
import { MemoryClaims } from './memory-claims.ts'
import type { Claim, DeduplicationStore } from './store.ts'

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
