import type { Durations } from '../assumptions.ts'
import type { Random } from '../engine/random.ts'

/** How long it takes this time. */
export function drawDuration({ median, spread, slow }: Durations, random: Random): number {
  if (slow !== undefined && random.isTrue(slow.share)) return random.exponential(slow.mean)
  return spread === 0 ? median : random.lognormal(median, spread)
}

/** How long it takes on average. */
export function meanDuration({ median, spread, slow = { share: 0, mean: 0 } }: Durations): number {
  return (1 - slow.share) * median * Math.exp((spread * spread) / 2) + slow.share * slow.mean
}
