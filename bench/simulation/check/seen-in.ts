import type { Seen } from './cases.ts'

/** What the arrivals and the delays of callbacks say. */
export function seenIn(arrivals: readonly number[], delays: readonly number[]): Seen {
  const ends = arrivals.map((arrival, number) => arrival + (delays[number] as number))
  return {
    throughput: (delays.length * 1000) / Math.max(...ends),
    meanDelay: delays.reduce((sum, delay) => sum + delay, 0) / delays.length,
    longestDelay: Math.max(...delays),
    mostBacklog: mostAtOnce(arrivals, ends),
  }
}

function mostAtOnce(arrivals: readonly number[], ends: readonly number[]): number {
  const steps = [...arrivals.map((time) => ({ time, change: 1 })), ...ends.map((time) => ({ time, change: -1 }))]
  steps.sort((one, other) => one.time - other.time || one.change - other.change)
  let now = 0
  let most = 0
  for (const { change } of steps) {
    now += change
    most = Math.max(most, now)
  }
  return most
}
