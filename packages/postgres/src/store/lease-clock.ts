/** Clocks instead of the real ones; for tests. */
export interface TestClocks {
  /** Instead of the server's. Unit: ms. */
  readonly server: () => number
  /** Instead of the monotonic one of this process; left out, the process does not say what it has seen. Unit: ms. */
  readonly monotonic?: () => number
}

/** What a function that needs the lease clock is told. */
export interface ClockFields {
  readonly clock?: number
  readonly seen?: number
  readonly elapsed?: number
}

/** What this process has seen of the lease clock; the function that reads the clock says what for. */
export class SeenClock {
  readonly #clocks: TestClocks | undefined
  #seen: { readonly at: number; readonly clock: number } | undefined

  constructor(clocks: TestClocks | undefined) {
    this.#clocks = clocks
  }

  fields(): ClockFields {
    const own = this.#clocks && { clock: Math.floor(this.#clocks.server()) }
    const at = this.#monotonic()
    if (!this.#seen || at === undefined) return { ...own }
    return { ...own, seen: this.#seen.clock, elapsed: Math.floor(at - this.#seen.at) }
  }

  /** The server gave its clock. */
  see(clock: number): void {
    const at = this.#monotonic()
    if (at !== undefined) this.#seen = { at, clock }
  }

  #monotonic(): number | undefined {
    return this.#clocks ? this.#clocks.monotonic?.() : performance.now()
  }
}
