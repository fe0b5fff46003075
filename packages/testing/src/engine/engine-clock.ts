import { setTimeout as pass } from 'node:timers/promises'

/** The time of a simulated engine. Unit: ms. */
export interface EngineClock {
  now(): number
  /** Resolves later; at once when the engine closes. */
  wait(duration: number): Promise<void>
  /** Lets every wait end. */
  stop(): void
}

/** The time of this machine. */
export class SystemClock implements EngineClock {
  readonly #stopping = new AbortController()

  now(): number {
    return Date.now()
  }

  async wait(duration: number): Promise<void> {
    await pass(duration, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {})
  }

  stop(): void {
    this.#stopping.abort()
  }
}

interface Timer {
  readonly due: number
  readonly ring: () => void
}

/** A time that passes only when a test says so. */
export class ManualClock implements EngineClock {
  #now: number
  #timers: Timer[] = []
  #isStopped = false

  constructor(start: number) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  wait(duration: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve()
    return new Promise((ring) => {
      this.#timers.push({ due: this.#now + duration, ring })
    })
  }

  stop(): void {
    this.#isStopped = true
    for (const { ring } of this.#timers.splice(0)) ring()
  }

  /** Moves on, from one wait that ends to the next. @param settle Awaits what each of them sets off. */
  async advance(duration: number, settle: () => Promise<void>): Promise<void> {
    const end = this.#now + duration
    await settle()
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = Math.max(next.due, this.#now)
      this.#timers = this.#timers.filter((timer) => timer !== next)
      next.ring()
      await settle()
    }
    this.#now = end
  }

  #next(end: number): Timer | undefined {
    const [first] = this.#timers.filter(({ due }) => due <= end).sort((one, other) => one.due - other.due)
    return first
  }
}
