/** What is known of a room: the callbacks so far. */
export interface Room {
  readonly id: string
  name: string | undefined
  owner: string | undefined
  readonly members: Set<string>
  readonly admins: Set<string>
  /** Who sits where, by seat number. */
  readonly seats: Map<number, string>
  readonly metadata: Map<string, string>
}

/** The fields of `RoomInfo` that are mirrored, in whichever command they come. */
interface RoomInfo {
  readonly RoomId: string
  readonly RoomName?: string
  readonly Owner_Account?: string
}

/** The rooms of Tencent, mirrored in memory. */
export class Rooms extends Map<string, Room> {
  /** A room is made on first sight: it may have been there before this server was. */
  at(id: string): Room {
    const known = this.get(id)
    if (known) return known
    const room: Room = {
      id,
      name: undefined,
      owner: undefined,
      members: new Set(),
      admins: new Set(),
      seats: new Map(),
      metadata: new Map(),
    }
    this.set(id, room)
    return room
  }

  describe({ RoomId, RoomName, Owner_Account }: RoomInfo): void {
    const room = this.at(RoomId)
    // A missing field is unknown, not empty.
    room.name = RoomName ?? room.name
    room.owner = Owner_Account ?? room.owner
  }

  enter(id: string, accounts: readonly string[]): void {
    const { members } = this.at(id)
    for (const account of accounts) members.add(account)
  }

  leave(id: string, accounts: readonly string[]): void {
    // Not `at`: a member who leaves a destroyed room must not create it again.
    const members = this.get(id)?.members
    for (const account of accounts) members?.delete(account)
  }
}

/** A room as JSON: sets and maps would be written as `{}`. */
export const roomView = ({ members, admins, seats, metadata, ...room }: Room) => ({
  ...room,
  members: [...members],
  admins: [...admins],
  seats: Object.fromEntries(seats),
  metadata: Object.fromEntries(metadata),
})
