import type { PulseSecond } from '../wire.ts'
import { latencyClass, latencyClasses, quantile } from './latency-bounds.ts'

interface Second {
  second: number
  answered: number
  failed: number
  readonly classes: Uint32Array
}

// How far back the charts go. Unit: s.
const kept = 300

/** Rate and latency of the last minutes, counted as callbacks are answered. */
export class RateHistory {
  readonly #seconds: Second[] = Array.from({ length: kept }, () => ({
    second: -1,
    answered: 0,
    failed: 0,
    classes: new Uint32Array(latencyClasses),
  }))
  #last = 0
  #changedFrom: number = Number.POSITIVE_INFINITY

  /** @param receivedAt Unit: ms since 1970. @param responseTimeMs Unit: ms. */
  count(receivedAt: number, responseTimeMs: number, succeeded: boolean): void {
    const counted = this.#at(Math.floor(receivedAt / 1000))
    counted.answered++
    if (!succeeded) counted.failed++
    const place = latencyClass(responseTimeMs)
    counted.classes[place] = (counted.classes[place] as number) + 1
  }

  /** The seconds in which callbacks arrived, oldest first, from a second on. */
  since(second: number): PulseSecond[] {
    return this.#seconds
      .filter((counted) => counted.second >= second && counted.second > this.#last - kept)
      .sort((a, b) => a.second - b.second)
      .map(({ second, answered, failed, classes }) => ({
        second,
        answered,
        failed,
        median: quantile(classes, answered, 0.5),
        slowest: quantile(classes, answered, 0.95),
      }))
  }

  /** The seconds that changed since this was asked last. */
  changed(): PulseSecond[] {
    const from = this.#changedFrom
    this.#changedFrom = Number.POSITIVE_INFINITY
    return this.since(from)
  }

  #at(second: number): Second {
    // A receiver with a clock of its own may start anywhere, and be set back.
    const place = this.#seconds[((second % kept) + kept) % kept] as Second
    if (place.second !== second) {
      place.second = second
      place.answered = 0
      place.failed = 0
      place.classes.fill(0)
    }
    this.#last = Math.max(this.#last, second)
    this.#changedFrom = Math.min(this.#changedFrom, second)
    return place
  }
}
