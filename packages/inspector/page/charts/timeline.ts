import type { PulseSecond } from '../../src/wire.ts'
import { span } from '../state/rate-history.ts'

/** The columns of the charts: a value for each second, the last one on the right. */
export interface Timeline {
  readonly times: number[]
  readonly answered: number[]
  readonly failed: number[]
  /** Null where nothing was answered. */
  readonly median: (number | null)[]
  readonly slowest: (number | null)[]
}

/** Fills the seconds in which nothing arrived. */
export function timeline(seconds: readonly PulseSecond[]): Timeline {
  const end = seconds.at(-1)?.second ?? 0
  const known = new Map(seconds.map((counted) => [counted.second, counted]))
  const times = Array.from({ length: span }, (_, index) => end - span + 1 + index)
  const column = <Value>(read: (counted: PulseSecond) => Value, none: Value): Value[] =>
    times.map((time) => {
      const counted = known.get(time)
      return counted ? read(counted) : none
    })
  return {
    times,
    answered: column(({ answered }) => answered, 0),
    failed: column(({ failed }) => failed, 0),
    median: column<number | null>(({ median }) => median, null),
    slowest: column<number | null>(({ slowest }) => slowest, null),
  }
}
