/** What a seat of a room is known to be. */
interface Seat {
  account: string | undefined
  isTakenDisabled: boolean
  isAudioDisabled: boolean
  isVideoDisabled: boolean
}

/** A room as the stream tells of it: what was never said is not known. */
export interface Room {
  readonly sdkAppId: string
  readonly roomId: string
  name: string | undefined
  type: string | undefined
  owner: string | undefined
  memberCount: number | undefined
  /** Unit: ms since 1970. */
  changedAt: number
  admins: Set<string>
  members: Set<string>
  seats: Map<number, Seat>
}

// Of one room. What is beyond is not shown: the platform's own count still is.
const mostAccounts = 1000
const mostSeats = 200
const longest = 200

/** A name or an account; a hostile packet may make it very long. */
export const short = (text: string): string => text.slice(0, longest)

// Of every room that has none: most rooms of a busy platform never get more than a name. Nothing is added to them.
const noAccounts = new Set<string>()
const noSeats = new Map<number, Seat>()

/** The accounts with more of them, as far as there is place. */
export function withAccounts(accounts: Set<string>, added: readonly string[]): Set<string> {
  const all = accounts === noAccounts ? new Set<string>() : accounts
  for (const account of added) if (all.size < mostAccounts) all.add(short(account))
  return all
}

/** Puts a seat into a room, as far as there is place. */
export function placeSeat(room: Room, index: number, seat: Seat): void {
  if (room.seats === noSeats) room.seats = new Map()
  if (room.seats.has(index) || room.seats.size < mostSeats) room.seats.set(index, seat)
}

/** A room of which only the id is known. */
export const newRoom = (sdkAppId: string, roomId: string): Room => ({
  sdkAppId,
  roomId,
  name: undefined,
  type: undefined,
  owner: undefined,
  memberCount: undefined,
  changedAt: 0,
  admins: noAccounts,
  members: noAccounts,
  seats: noSeats,
})
