import type { Reply } from '../reply.ts'

/** What a store says to a delivery that asks to be the first. */
export type Claim =
  /** It is the first: handle it, then promote or release. */
  | { readonly state: 'claimed' }
  /** Another delivery is being handled; `settled` gives its reply, or undefined if it was released. */
  | { readonly state: 'running'; readonly settled: Promise<Reply | undefined> }
  /** It was handled before. */
  | { readonly state: 'finished'; readonly reply: Reply }

/**
 * Where callbacks are remembered, in two phases: a claim held for a lease, then the finished
 * callback with its reply for the whole window.
 */
export interface DeduplicationStore {
  /** Claims a key for `lease` ms, or says who was first. */
  claim(key: string, lease: number): Claim | Promise<Claim>
  /** Remembers the reply for `window` ms. */
  promote(key: string, reply: Reply, window: number): void | Promise<void>
  /** Gives a claim back, because its callback failed: the next delivery is the first again. */
  release(key: string): void | Promise<void>
}
