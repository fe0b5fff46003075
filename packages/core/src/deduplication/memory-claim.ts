import type { Reply } from '../reply.ts'
import type { HeldClaim } from './store.ts'

/** What a claim tells its store. */
export interface ClaimKeeper {
  /** Its callback was handled: it has a reply now. */
  promoted(claim: MemoryClaim): void
  released(claim: MemoryClaim): void
}

/** A claim in the memory of this process, and all that is remembered of it once it is finished. */
export class MemoryClaim implements HeldClaim {
  readonly state = 'claimed'
  readonly key: string
  /** How long it is remembered once it is finished. Unit: ms. */
  readonly window: number
  /** When its lease or its window is over. Unit: ms. */
  until: number
  /** Whether its store has given it up, so that its key is free or somebody else's. */
  isForgotten = false
  /** Present once it is finished. */
  reply: Reply | undefined
  readonly #keeper: ClaimKeeper
  #settled: Promise<Reply | undefined> | undefined
  #resolve: ((reply: Reply | undefined) => void) | undefined

  constructor(key: string, until: number, window: number, keeper: ClaimKeeper) {
    this.key = key
    this.until = until
    this.window = window
    this.#keeper = keeper
  }

  /** Made for the first duplicate that waits: nearly no callback has one. */
  get settled(): Promise<Reply | undefined> {
    this.#settled ??= new Promise((resolve) => {
      this.#resolve = resolve
    })
    return this.#settled
  }

  promote(reply: Reply): void {
    if (this.reply) return
    this.reply = reply
    this.#keeper.promoted(this)
    this.#resolve?.(reply)
  }

  release(): void {
    this.#keeper.released(this)
    this.#resolve?.(undefined)
  }
}
