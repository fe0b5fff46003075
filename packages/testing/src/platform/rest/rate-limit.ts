/** Counts the calls of each API in the second of the clock. */
export class RateLimit {
  readonly #callsPerSecond: number
  readonly #clock: () => number
  readonly #counts = new Map<string, { second: number; calls: number }>()

  constructor(callsPerSecond: number, clock: () => number) {
    this.#callsPerSecond = callsPerSecond
    this.#clock = clock
  }

  /** Whether one more call of an API is too much. */
  isExceededBy(api: string): boolean {
    const second = Math.floor(this.#clock() / 1000)
    const count = this.#counts.get(api)
    const calls = count?.second === second ? count.calls + 1 : 1
    this.#counts.set(api, { second, calls })
    return calls > this.#callsPerSecond
  }
}
