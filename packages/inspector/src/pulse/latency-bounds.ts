/** Upper bounds of the classes in which answers are counted by how long they took; the last has none. Unit: ms. */
export const latencyBounds: readonly number[] = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000,
]

/** The class of a duration. */
export function latencyClass(duration: number): number {
  const found = latencyBounds.findIndex((bound) => duration <= bound)
  return found === -1 ? latencyBounds.length : found
}

/**
 * The duration that a share of all answers did not exceed, estimated within its class.
 *
 * @param share 0 to 1.
 */
export function quantile(counts: readonly number[] | Uint32Array, total: number, share: number): number {
  const rank = Math.ceil(total * share)
  let before = 0
  for (const [index, count] of counts.entries()) {
    if (before + count >= rank && count > 0) {
      const lower = latencyBounds[index - 1] ?? 0
      const upper = latencyBounds[index] ?? lower * 2
      return lower + ((upper - lower) * (rank - before)) / count
    }
    before += count
  }
  return 0
}
