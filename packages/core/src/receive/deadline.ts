/** What a race against the deadline gives when the deadline came first. */
export const expired: unique symbol = Symbol('expired')

/** The one timer of a callback: it bounds reading and handling together. */
export class Deadline {
  /** Called once when the time is over. */
  onExpired: (() => void) | undefined
  #isExpired = false
  readonly #timer: NodeJS.Timeout

  /** @param duration Unit: ms. */
  constructor(duration: number) {
    this.#timer = setTimeout(() => {
      this.#isExpired = true
      this.onExpired?.()
    }, duration)
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

  clear(): void {
    clearTimeout(this.#timer)
    this.onExpired = undefined
  }
}
