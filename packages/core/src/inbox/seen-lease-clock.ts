/** Clocks instead of the real ones; for tests. */
export interface LeaseClockSources {
  /** Instead of the server's. Unit: ms. */
  readonly server: () => number
  /** Instead of the monotonic one of this process; left out, the process does not say what it has seen. Unit: ms. */
  readonly monotonic?: () => number
}

/** What a program in the database that needs the lease clock is told. */
export interface LeaseClockFields {
  /** The clock of a test. */
  readonly clock?: number
  /** What the clock was when this process saw it last. */
  readonly seen?: number
  /** How long ago that was, on a clock that no step moves. Unit: ms. */
  readonly elapsed?: number
}

/**
 * What this process has seen of the lease clock of a server. The wall clock of a server may be set; with this the program
 * that reads it knows how far it went at least, and what lies further ahead than it can have been set is due.
 *
 * @example
 * const { clock } = await call('lease', { ...seenClock.fields(), limit })
 * seenClock.see(clock)
 */
export class SeenLeaseClock {
  readonly #sources: LeaseClockSources | undefined
  #seen: { readonly at: number; readonly clock: number } | undefined

  constructor(sources?: LeaseClockSources) {
    this.#sources = sources
  }

  fields(): LeaseClockFields {
    const own = this.#sources && { clock: Math.floor(this.#sources.server()) }
    const at = this.#monotonic()
    if (!this.#seen || at === undefined) return { ...own }
    return { ...own, seen: this.#seen.clock, elapsed: Math.floor(at - this.#seen.at) }
  }

  /** The server gave its clock. Unit: ms. */
  see(clock: number): void {
    const at = this.#monotonic()
    if (at !== undefined) this.#seen = { at, clock }
  }

  #monotonic(): number | undefined {
    return this.#sources ? this.#sources.monotonic?.() : performance.now()
  }
}
