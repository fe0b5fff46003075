/**
 * Where the classes begin in which answers are counted by how long they took; the last ends the last one. No answer
 * takes longer: that is the largest deadline. Unit: ms.
 */
const bounds: readonly number[] = [
  0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 60_000,
]

/** How many classes there are. */
export const latencyClasses: number = bounds.length - 1

/** The class of a duration. Unit: ms. */
export function latencyClass(duration: number): number {
  let index = 0
  while (index < latencyClasses - 1 && duration > (bounds[index + 1] as number)) index++
  return index
}

/**
 * The duration that a share of all answers did not exceed, estimated within its class.
 *
 * @param total The sum of the counts, at least 1.
 * @param share 0 to 1.
 */
export function quantile(counts: Uint32Array, total: number, share: number): number {
  const rank = Math.ceil(total * share)
  let index = 0
  let before = 0
  while (before + (counts[index] as number) < rank) before += counts[index++] as number
  const [lower, upper] = bounds.slice(index, index + 2) as [number, number]
  return lower + ((upper - lower) * (rank - before)) / (counts[index] as number)
}
