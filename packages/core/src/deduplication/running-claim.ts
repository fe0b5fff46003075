import type { Reply } from '../reply.ts'
import type { HeldClaim } from './store.ts'

/** A claim in the memory of this process. */
export class RunningClaim implements HeldClaim {
  readonly state = 'claimed'
  readonly until: number
  readonly #onSettled: (reply: Reply | undefined) => void
  #settled: Promise<Reply | undefined> | undefined
  #resolve: ((reply: Reply | undefined) => void) | undefined

  constructor(until: number, onSettled: (reply: Reply | undefined) => void) {
    this.until = until
    this.#onSettled = onSettled
  }

  /** Made for the first duplicate that waits: nearly no callback has one. */
  get settled(): Promise<Reply | undefined> {
    this.#settled ??= new Promise((resolve) => {
      this.#resolve = resolve
    })
    return this.#settled
  }

  promote(reply: Reply): void {
    this.#onSettled(reply)
    this.#resolve?.(reply)
  }

  release(): void {
    this.#onSettled(undefined)
    this.#resolve?.(undefined)
  }
}
