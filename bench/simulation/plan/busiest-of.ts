import type { RoomKind } from '../assumptions.ts'
import { loadOf } from './rates.ts'

/**
 * How far the busiest of so many equal parts lies above their mean, as a part of it, when chance puts
 * each room into one of them: rooms differ, so parts do, but the less the more rooms each has.
 */
export function busiestOf(kinds: readonly RoomKind[], rooms: number, parts: number): number {
  if (parts < 2) return 0
  let mean = 0
  let variance = 0
  for (const kind of kinds) {
    const { after } = loadOf([{ ...kind, share: 1 }], 1)
    const count = (rooms * kind.share) / parts
    mean += count * after
    variance += count * after * after * Math.exp(kind.unevenness * kind.unevenness)
  }
  // The largest of so many normal variables.
  return (Math.sqrt(2 * Math.log(parts)) * Math.sqrt(variance)) / mean
}
