import type { Reply } from '../reply.ts'

/** What a store says to a delivery that asks to be the first. */
export type Claim =
  /** It is the first: handle it, then complete or release the claim. */
  | { readonly state: 'claimed' }
  /**
   * Another delivery is being handled. `settled` gives its reply, or undefined if it was released; a store that cannot
   * tell when that is leaves it out, and is asked again.
   */
  | { readonly state: 'running'; readonly settled?: Promise<Reply | undefined> }
  /** It was handled before. */
  | { readonly state: 'finished'; readonly reply: Reply }

/**
 * Where callbacks are remembered, in two phases: a claim for a lease, then the finished callback with its reply for
 * the whole window. Each command is atomic. A claim whose lease is over may be that of another token by then: what the
 * old token does must not touch it.
 */
export interface ClaimStore<Key> {
  /**
   * Claims a key, or says how far the one came that claimed it first.
   *
   * @param token Tells this claim from all others: a random integer.
   * @param lease How long a claim is held. Unit: ms.
   */
  claim(key: Key, token: number, lease: number): Claim | Promise<Claim>
  /** Its callback was handled: remembers the reply. @param window For how long. Unit: ms. */
  complete(key: Key, token: number, reply: Reply, window: number): void | Promise<void>
  /** Its callback failed: the next delivery is the first again. */
  release(key: Key, token: number): void | Promise<void>
}

/**
 * Where callbacks are remembered, by their idempotency keys. {@link MemoryStore} is one, and so are those of
 * `@room-callbacks/redis` and the embedded store.
 *
 * @example
 * roomCallbacks(1400000000, { deduplication: { store: redisDeduplication({ connection }) } })
 */
export type DeduplicationStore = ClaimStore<string>
