import { isDeepStrictEqual } from 'node:util'
import type { RoomView } from '@room-callbacks/testing'
import type { Room } from '../rooms.ts'

/** In what the mirror of a room differs from the platform. */
export function disagreements(known: RoomView, mirrored: Room | undefined): string[] {
  if (!mirrored) return [`${known.RoomId} is not in the mirror.`]
  const taken = known.seats.flatMap(({ Index, Member_Account }) =>
    Member_Account === undefined ? [] : [[Index, Member_Account] as const],
  )
  const pairs: readonly (readonly [what: string, platform: unknown, mirror: unknown])[] = [
    ['owner', known.Owner_Account, mirrored.owner],
    ['members', new Set(known.members), mirrored.members],
    ['admins', new Set(known.admins), mirrored.admins],
    ['seats', new Map(taken), mirrored.seats],
    ['metadata', new Map(Object.entries(known.metadata)), mirrored.metadata],
  ]
  return pairs.flatMap(([what, platform, mirror]) =>
    isDeepStrictEqual(platform, mirror) ? [] : [`${known.RoomId}: ${what} differ.`],
  )
}
