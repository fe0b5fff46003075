/** Clocks instead of the real ones; for tests. */
export interface TestClocks {
  /** Instead of the server's. Unit: ms. */
  readonly server: () => number
  /** Instead of the monotonic one of this process; left out, the process does not say what it has seen. Unit: ms. */
  readonly monotonic?: () => number
}

/** What this process knows of the lease clock of a store; the script that reads the clock says what for. */
export class SeenLeaseClock {
  readonly #server: (() => number) | undefined
  readonly #monotonic: (() => number) | undefined
  #seen: number | undefined
  #seenAt = 0

  constructor(clocks: TestClocks | undefined) {
    this.#server = clocks?.server
    this.#monotonic = clocks ? clocks.monotonic : () => performance.now()
  }

  /** The first three values of a script that needs the clock. */
  values(): (string | number)[] {
    const now = this.#server ? Math.floor(this.#server()) : ''
    if (this.#seen === undefined || !this.#monotonic) return [now, '', 0]
    return [now, this.#seen, Math.floor(this.#monotonic() - this.#seenAt)]
  }

  /** A script gave the clock. */
  see(clock: Buffer): void {
    this.#seen = Number(String(clock))
    this.#seenAt = this.#monotonic?.() ?? 0
  }
}
