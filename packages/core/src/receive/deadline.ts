/** What a race against the deadline gives when the deadline came first. */
export const expired: unique symbol = Symbol('expired')

/**
 * The one timer of a callback: it bounds reading and handling together. Most callbacks wait for nothing, or only for what is there
 * at the end of the turn of the event loop. So the timer is made then: setTimeout() costs ten times as much as setImmediate(), and
 * was a thirtieth of a callback.
 */
export class Deadline {
  readonly #duration: number
  readonly #startedAt = performance.now()
  #start: NodeJS.Immediate | undefined
  #timer: NodeJS.Timeout | undefined
  #isExpired = false
  #onExpired: (() => void) | undefined

  /** @param duration Unit: ms. */
  constructor(duration: number) {
    this.#duration = duration
  }

  /** How long it is until then. Unit: ms. */
  get left(): number {
    return Math.max(this.#startedAt + this.#duration - performance.now(), 0)
  }

  /** Calls back when the time is over, unless another wait begins or all is done before that. */
  wait(onExpired: () => void): void {
    this.#onExpired = onExpired
    this.#start ??= setImmediate(() => {
      this.#timer = setTimeout(() => {
        this.#isExpired = true
        this.#onExpired?.()
      }, this.left)
    })
  }

  /** The result of some work, or {@link expired} when the deadline comes first. */
  race<Result>(work: PromiseLike<Result>): Promise<Result | typeof expired> {
    if (this.#isExpired) {
      // Swallow its failure: the callback was answered, and an unhandled rejection would end the process.
      work.then(undefined, () => {})
      return Promise.resolve(expired)
    }
    return new Promise((resolve, reject) => {
      this.wait(() => resolve(expired))
      work.then(resolve, reject)
    })
  }

  clear(): void {
    if (this.#start === undefined) return
    clearImmediate(this.#start)
    clearTimeout(this.#timer)
    this.#onExpired = undefined
  }
}

/** A value now or later. What is here already is not waited for: that would cost every callback a turn. */
export type MaybePromise<Value> = Value | Promise<Value>

/** Whether a value has to be waited for. */
export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
