import type { Deadlines } from './deadlines.ts'

/** What a race against the deadline gives when the deadline came first. */
export const expired: unique symbol = Symbol('expired')

/** When one callback must be answered: it bounds reading and handling together. */
export class Deadline {
  /** On the clock of `performance.now()`. Unit: ms. */
  readonly at: number
  /** Called once when the time is over. */
  onExpired: (() => void) | undefined
  previous: Deadline | undefined
  next: Deadline | undefined
  readonly #deadlines: Deadlines
  #isExpired = false

  constructor(deadlines: Deadlines, at: number) {
    this.#deadlines = deadlines
    this.at = at
  }

  /** The result of some work, or {@link expired} when the deadline comes first. */
  race<Result>(work: PromiseLike<Result>): Promise<Result | typeof expired> {
    if (this.#isExpired) {
      // Nobody waits for it any more, not even for its failure.
      work.then(undefined, () => {})
      return Promise.resolve(expired)
    }
    return new Promise((resolve, reject) => {
      this.onExpired = () => resolve(expired)
      work.then(resolve, reject)
    })
  }

  expire(): void {
    this.#isExpired = true
    this.onExpired?.()
  }

  clear(): void {
    this.onExpired = undefined
    if (!this.#isExpired) this.#deadlines.remove(this)
  }
}
