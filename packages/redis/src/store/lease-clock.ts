/** What this process knows of the lease clock of a store; the script that reads the clock says what for. */
export class SeenLeaseClock {
  readonly #own: (() => number) | undefined
  #seen: number | undefined
  #seenAt = 0

  /** @param own A clock instead of the server's, in ms; for tests. */
  constructor(own: (() => number) | undefined) {
    this.#own = own
  }

  /** The first three values of a script that needs the clock. */
  values(): (string | number)[] {
    if (this.#own) return [Math.floor(this.#own()), '', 0]
    if (this.#seen === undefined) return ['', '', 0]
    return ['', this.#seen, Math.floor(performance.now() - this.#seenAt)]
  }

  /** A script gave the clock. */
  see(text: unknown): void {
    this.#seen = Number(String(text))
    this.#seenAt = performance.now()
  }
}
