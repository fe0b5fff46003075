import pThrottle from 'p-throttle'

/** A second, and what a call may be longer on its way than the next. Unit: ms. */
const interval = 1100

/** The platform allows so many calls a second of each API (60729, 64420, 68938): more of them wait for their turn. */
export class Pace {
  readonly #callsPerSecond: number
  readonly #turns = new Map<string, () => Promise<void>>()

  constructor(callsPerSecond: number) {
    this.#callsPerSecond = callsPerSecond
  }

  /** Waits until one more call of this API may begin. */
  turn(api: string): Promise<void> {
    const turn = this.#turns.get(api) ?? this.#turnsOf(api)
    return turn()
  }

  #turnsOf(api: string): () => Promise<void> {
    // Strict: no second holds more calls, wherever it begins.
    const throttle = pThrottle({ limit: this.#callsPerSecond, interval, strict: true })
    const turn = throttle(async () => {})
    this.#turns.set(api, turn)
    return turn
  }
}
