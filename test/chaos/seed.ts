/** What a run does is decided by its seed: a red one can be repeated, and CHAOS_SEED looks elsewhere. */
export const seed: number = Number(process.env['CHAOS_SEED'] ?? 1_400_000_000)

/** From 0 to 1, the same row of numbers for the same seed. */
export type Random = () => number

export function randomFrom(start: number): Random {
  let state = start >>> 0
  // Mulberry32.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number below the end. */
export const below = (end: number, random: Random): number => Math.floor(random() * end)
