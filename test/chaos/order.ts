import { nameOf } from './callback.ts'
import { endOf } from './completions.ts'
import type { Handled } from './handlings.ts'

export interface Order {
  /** Callbacks that were stored although they were refused, after later ones of their room. */
  readonly latecomers: number
  readonly faults: readonly string[]
}

/**
 * In a room, each begins when the one before it is done with, and none before an earlier one that
 * was acknowledged: the client sent it after that, so it arrived after it. One that was refused may
 * still have been on its way to the store.
 */
export function checkOrder(handled: readonly Handled[], acknowledged: ReadonlySet<string>): Order {
  const faults: string[] = []
  let latecomers = 0
  for (const room of byRoom(handled)) {
    let furthest = 0
    for (const [index, callback] of room.entries()) {
      const before = room[index - 1]
      if (before && !isDone(before, beginningOf(callback))) {
        faults.push(`${nameOf(callback)} began before ${nameOf(before)} was done with`)
      }
      if (callback.sequence < furthest) {
        if (acknowledged.has(nameOf(callback))) faults.push(`${nameOf(callback)} came after ${furthest}`)
        else latecomers++
      }
      furthest = Math.max(furthest, callback.sequence)
    }
  }
  return { latecomers, faults }
}

/** The callbacks of each room, in the order in which they first began. */
function byRoom(handled: readonly Handled[]): Iterable<readonly Handled[]> {
  const rooms = new Map<string, Handled[]>()
  for (const callback of handled) rooms.set(callback.room, [...(rooms.get(callback.room) ?? []), callback])
  return rooms.values()
}

const beginningOf = ({ handlings }: Handled): number => Math.min(...handlings.map(({ began }) => began))

const isDone = (callback: Handled, moment: number): boolean => (endOf(callback) ?? Number.POSITIVE_INFINITY) < moment
