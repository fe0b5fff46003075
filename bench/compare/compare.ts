import { medians } from '../statistics.ts'
import { check } from './check.ts'
import type { Contestant } from './contestants.ts'
import { type Durations, type Measurement, measure } from './measure.ts'

/** A server with what was measured of it. */
export interface Result {
  readonly contestant: Contestant
  readonly runs: readonly Measurement[]
  readonly median: Measurement
}

/** How much is run. */
export interface Extent {
  readonly rounds: number
  readonly durations: Durations
}

/**
 * Runs every server once a round. They alternate, so that what else the machine does meets all of
 * them, and each round starts with another one.
 */
export async function compare(
  contestants: readonly Contestant[],
  { rounds, durations }: Extent,
  tell: (line: string) => void,
): Promise<readonly Result[]> {
  for (const contestant of contestants) await check(contestant)
  tell(`${contestants.length} servers answer rightly and refuse what they claim to refuse`)
  const runs = new Map<Contestant, Measurement[]>(contestants.map((contestant) => [contestant, []]))
  for (let round = 0; round < rounds; round++) {
    for (const contestant of rotated(contestants, round * 3)) {
      const measurement = await measure(contestant, durations)
      runs.get(contestant)?.push(measurement)
      tell(`round ${round + 1} of ${rounds}: ${contestant.name}, ${measurement.cpuMicros.toFixed(1)} µs a request`)
    }
  }
  return [...runs].map(([contestant, measured]) => ({ contestant, runs: measured, median: medians(measured) }))
}

function rotated<Item>(items: readonly Item[], by: number): readonly Item[] {
  const first = by % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}
