import { raceSignal } from './race-signal.ts'

/** A second, and what the clocks of two machines may differ by in it. Unit: ms. */
const second = 1050

/** The platform allows so many calls a second of each API (60729, 64420, 68938): more of them wait for their turn. */
export class Pace {
  readonly #callsPerSecond: number
  readonly #lanes = new Map<string, Lane>()

  constructor(callsPerSecond: number) {
    this.#callsPerSecond = callsPerSecond
  }

  /**
   * Waits until one more call of this API may begin.
   *
   * @param callsPerSecond How many calls this API takes, where they are fewer.
   * @returns what has to be called when the call is over
   * @throws the reason of the signal
   */
  turn(api: string, signal: AbortSignal | undefined, callsPerSecond: number | undefined): Promise<() => void> {
    const lane =
      this.#lanes.get(api) ?? new Lane(Math.min(callsPerSecond ?? this.#callsPerSecond, this.#callsPerSecond))
    this.#lanes.set(api, lane)
    return lane.turn(signal)
  }
}

/**
 * The turns of one API. A call keeps its turn until a second after its answer, because only the answer proves when the
 * platform has counted it: a busy machine or network may hold calls back, and deliver those of two seconds at once.
 */
class Lane {
  #free: number
  /** When the turns of calls that are over come free, in order. */
  readonly #cooling: number[] = []
  readonly #waiting = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined

  constructor(turns: number) {
    this.#free = turns
  }

  async turn(signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted()
    this.#collect()
    if (this.#free > 0 && this.#waiting.size === 0) this.#free -= 1
    else await this.#wait(signal)
    return () => {
      this.#cooling.push(performance.now() + second)
      this.#arm()
    }
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    let begin: () => void = () => {}
    const turn = new Promise<void>((resolve) => {
      begin = resolve
    })
    this.#waiting.add(begin)
    this.#arm()
    try {
      await raceSignal(signal, turn)
    } finally {
      this.#waiting.delete(begin)
    }
  }

  /** A timer only while a call waits: no other one keeps the process from its end. */
  #arm(): void {
    const [next] = this.#cooling
    if (next === undefined || this.#waiting.size === 0 || this.#timer) return
    this.#timer = setTimeout(() => this.#handOver(), Math.ceil(next - performance.now()))
  }

  #handOver(): void {
    this.#timer = undefined
    this.#collect()
    for (const begin of this.#waiting) {
      if (this.#free === 0) break
      this.#free -= 1
      this.#waiting.delete(begin)
      begin()
    }
    this.#arm()
  }

  #collect(): void {
    const now = performance.now()
    while ((this.#cooling[0] ?? Number.POSITIVE_INFINITY) <= now) {
      this.#cooling.shift()
      this.#free += 1
    }
  }
}
