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
  readonly admins: Set<string>
  readonly members: Set<string>
  readonly seats: Map<number, Seat>
}

// Of one room. What is beyond is not shown: the platform's own count still is.
const mostAccounts = 1000
const mostSeats = 200
const longest = 200

/** A name or an account, of whatever length a hostile packet makes it. */
export const short = (text: string): string => text.slice(0, longest)

/** Adds accounts to some of a room. */
export function addAccounts(accounts: Set<string>, added: readonly string[]): void {
  for (const account of added) {
    if (accounts.size >= mostAccounts) return
    accounts.add(short(account))
  }
}

/** Whether a room takes another seat. */
export const hasPlace = ({ seats }: Room, index: number): boolean => seats.has(index) || seats.size < mostSeats

/** A room of which only the id is known. */
export const newRoom = (sdkAppId: string, roomId: string): Room => ({
  sdkAppId,
  roomId,
  name: undefined,
  type: undefined,
  owner: undefined,
  memberCount: undefined,
  changedAt: 0,
  admins: new Set(),
  members: new Set(),
  seats: new Map(),
})
