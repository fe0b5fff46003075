import { setMaxListeners } from 'node:events'

// `setTimeout` takes a longer time for none. Unit: ms.
const maxTimer = 2_147_483_647

/** A timer of any length. */
export function startTimer(run: () => void, duration: number): NodeJS.Timeout {
  return setTimeout(run, Math.min(duration, maxTimer))
}

/** Waits, but no longer than until the signal aborts. */
export function sleep(duration: number, signal: AbortSignal): Promise<void> {
  // Everything that is to be written may wait at once: that is no leak.
  setMaxListeners(0, signal)
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = startTimer(end, duration)
    signal.addEventListener('abort', end)
  })
}

/** Whether something is done in time; without a time it is waited for. */
export async function withTimeout(work: Promise<unknown>, timeout: number | undefined): Promise<boolean> {
  const done = work.then(() => true)
  if (timeout === undefined) return done
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = startTimer(() => resolve(false), timeout)
  })
  return Promise.race([done, late]).finally(() => clearTimeout(timer))
}

/** Lets one waiter sleep until there is something to do. A ring without a waiter wakes the next waiter at once. */
export class WakeSignal {
  #isRung = false
  #wake: (() => void) | undefined

  get isRung(): boolean {
    return this.#isRung
  }

  ring(): void {
    this.#isRung = true
    this.#wake?.()
  }

  /** @param patience How long it waits for a ring; left out, for as long as it takes. Unit: ms. */
  async listen(patience?: number): Promise<void> {
    if (!this.#isRung) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        if (patience !== undefined) timer = startTimer(resolve, patience)
      })
      clearTimeout(timer)
      this.#wake = undefined
    }
    this.#isRung = false
  }
}

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
