import type { Reply } from '../reply.ts'

/** What a store says to a delivery that asks to be the first. */
export type Claim =
  | HeldClaim
  /** Another delivery is being handled; `settled` gives its reply, or undefined if it was released. */
  | { readonly state: 'running'; readonly settled: Promise<Reply | undefined> }
  /** It was handled before. */
  | { readonly state: 'finished'; readonly reply: Reply }

/**
 * It is the first: handle it, then promote or release. A claim whose lease is over may be somebody
 * else's by then; what its old holder does must not touch the new one.
 */
export interface HeldClaim {
  readonly state: 'claimed'
  /** Remembers the reply for the window. */
  promote(reply: Reply): void | Promise<void>
  /** Gives the claim back, because its callback failed: the next delivery is the first again. */
  release(): void | Promise<void>
}

/** For how long a store remembers. Unit: ms. */
export interface ClaimTerms {
  /** How long a claim is held. */
  readonly lease: number
  /** How long a finished callback is remembered. */
  readonly window: number
}

/**
 * Where callbacks are remembered, in two phases: a claim held for a lease, then the finished
 * callback with its reply for the whole window.
 */
export interface DeduplicationStore {
  /** Claims a key, or says who was first. */
  claim(key: string, terms: ClaimTerms): Claim | Promise<Claim>
}
