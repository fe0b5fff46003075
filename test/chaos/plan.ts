import { below, type Random } from './seed.ts'

/** Something that goes wrong when so many callbacks have been sent. */
export type Incident = { readonly at: number } & (
  | { readonly kind: 'kill'; readonly victim: number }
  | { readonly kind: 'pause'; readonly milliseconds: number }
  | { readonly kind: 'restart' }
)

/** How often each goes wrong in a run. */
export interface Mishaps {
  readonly kills: number
  readonly pauses: number
  readonly restarts: number
}

/**
 * When what goes wrong. It is counted in callbacks, not in seconds: a slow machine sees the same
 * number of incidents, all of them while callbacks arrive.
 */
export function planIncidents(
  callbacks: number,
  workers: number,
  mishaps: Mishaps,
  random: Random,
): readonly Incident[] {
  const moments = (count: number): number[] =>
    Array.from({ length: count }, (_, index) => Math.floor(((index + random()) / (count + 1)) * callbacks) + 1)
  const incidents: Incident[] = [
    ...moments(mishaps.kills).map((at): Incident => ({ at, kind: 'kill', victim: below(workers, random) })),
    ...moments(mishaps.pauses).map((at): Incident => ({ at, kind: 'pause', milliseconds: 200 + below(1600, random) })),
    ...moments(mishaps.restarts).map((at): Incident => ({ at, kind: 'restart' })),
  ]
  return incidents.sort((one, other) => one.at - other.at)
}
