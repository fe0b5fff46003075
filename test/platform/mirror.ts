import type { RoomCallbacks } from '@room-callbacks/core'
import type { RoomView, SeatView } from '@room-callbacks/testing'

/** A value that only a later event replaces: callbacks come late, twice and out of order. */
class Latest<Value> {
  value: Value | undefined
  #time = -1

  set(value: Value | undefined, time: number): void {
    if (time < this.#time) return
    this.value = value
    this.#time = time
  }
}

/** Latest values by key. */
class LatestMap<Key, Value> extends Map<Key, Latest<Value>> {
  put(key: Key, value: Value | undefined, time: number): void {
    const latest = this.get(key) ?? new Latest<Value>()
    latest.set(value, time)
    this.set(key, latest)
  }

  present(): [Key, Value][] {
    return [...this].flatMap(([key, { value }]): [Key, Value][] => (value === undefined ? [] : [[key, value]]))
  }
}

class MirroredRoom {
  readonly name = new Latest<string>()
  readonly owner = new Latest<string>()
  readonly members = new LatestMap<string, true>()
  readonly admins = new LatestMap<string, true>()
  readonly seats = new LatestMap<number, SeatView>()
  readonly metadata = new LatestMap<string, string>()
  isDestroyed = false
}

/** What a room is compared by. */
type Compared = Pick<RoomView, 'members' | 'admins' | 'seats' | 'metadata'> & {
  readonly [field in 'RoomName' | 'Owner_Account']: string | undefined
}

export const comparable = ({ RoomName, Owner_Account, members, admins, seats, metadata }: Compared) => ({
  RoomName,
  Owner_Account,
  members: [...members].sort(),
  admins: [...admins].sort(),
  seats: [...seats].sort((one, other) => one.Index - other.Index),
  metadata,
})

/** The rooms as a receiver knows them from its callbacks alone. */
export class Mirror {
  readonly rooms = new Map<string, MirroredRoom>()
  readonly follows = new LatestMap<string, true>()

  room(id: string): MirroredRoom {
    const room = this.rooms.get(id) ?? new MirroredRoom()
    this.rooms.set(id, room)
    return room
  }

  view(): Map<string, ReturnType<typeof comparable>> {
    const rooms = [...this.rooms].filter(([, { isDestroyed }]) => !isDestroyed)
    return new Map(rooms.map(([id, room]) => [id, viewOf(room)]))
  }

  register(callbacks: RoomCallbacks<unknown>): void {
    const created = (info: { RoomId: string; RoomName?: string; Owner_Account?: string }, time: number) => {
      const { name, owner } = this.room(info.RoomId)
      if (info.RoomName !== undefined) name.set(info.RoomName, time)
      if (info.Owner_Account !== undefined) owner.set(info.Owner_Account, time)
    }
    const presence = (RoomId: string, accounts: readonly string[], isThere: boolean, time: number) => {
      for (const account of accounts) this.room(RoomId).members.put(account, isThere || undefined, time)
    }
    callbacks
      .on('Room.CallbackAfterCreateRoom', ({ RoomInfo, EventTime }) => created(RoomInfo, EventTime))
      .on('Live.CallbackAfterCreateRoom', ({ RoomInfo, EventTime }) =>
        // An edition lacks EventTime: nothing happens in a room before the second in which it was created.
        created(RoomInfo, EventTime ?? (RoomInfo.CreateTime as number) * 1000),
      )
      .on('Room.CallbackAfterUpdateRoomInfo', ({ RoomInfo, EventTime }) => created(RoomInfo, EventTime))
      .on('Live.CallbackAfterUpdateRoomInfo', ({ RoomInfo, EventTime }) => created(RoomInfo, EventTime))
      .on('Live.CallbackAfterChangeOwner', ({ RoomId, CurrentOwner_Account, EventTime }) =>
        this.room(RoomId).owner.set(CurrentOwner_Account, EventTime),
      )
      .on('Room.CallbackAfterMemberEnter', ({ RoomId, MemberList_Account, EventTime }) =>
        presence(RoomId, MemberList_Account, true, EventTime),
      )
      .on('Room.CallbackAfterMemberLeave', ({ RoomId, MemberList_Account, EventTime }) =>
        presence(RoomId, MemberList_Account, false, EventTime),
      )
      .on('Live.CallbackAfterMemberStateChanged', ({ RoomId, EventType, MemberList, EventTime }) => {
        const accounts = MemberList.map(({ Member_Account }) => Member_Account)
        presence(RoomId, accounts, EventType === 'Online', EventTime)
      })
      .on('Mic.CallbackAfterSeatInfoChanged', ({ RoomId, SeatList, EventTime }) => {
        for (const seat of SeatList) this.room(RoomId).seats.put(seat.Index, seat as SeatView, EventTime)
      })
      .on('Live.CallbackAfterModifyAdmin', ({ RoomId, Admin_Account, opType, EventTime }) => {
        for (const account of Admin_Account) {
          this.room(RoomId).admins.put(account, opType === 'add' || undefined, EventTime)
        }
      })
      .on('Live.CallbackAfterSetMetadata', ({ RoomId, Metadata, EventTime }) => {
        for (const { Key, Value } of Metadata) this.room(RoomId).metadata.put(Key, Value, EventTime)
      })
      .on('Live.CallbackAfterDelMetadata', ({ RoomId, Keys, EventTime }) => {
        for (const key of Keys) this.room(RoomId).metadata.put(key, undefined, EventTime)
      })
      .on('Room.CallbackAfterDestroyRoom', ({ RoomId }) => {
        this.room(RoomId).isDestroyed = true
      })
      .on('Live.CallbackAfterDestroyRoom', ({ RoomId }) => {
        this.room(RoomId).isDestroyed = true
      })
      .on('Follow.CallbackAfterFollowAdd', ({ From_Account, FollowList, EventTime }) => {
        for (const { To_Account } of FollowList) this.follows.put(`${From_Account} ${To_Account}`, true, EventTime)
      })
      .on('Follow.CallbackAfterFollowDelete', ({ From_Account, To_Account, EventTime }) => {
        for (const account of To_Account) this.follows.put(`${From_Account} ${account}`, undefined, EventTime)
      })
  }
}

const viewOf = ({ name, owner, members, admins, seats, metadata }: MirroredRoom) =>
  comparable({
    RoomName: name.value,
    Owner_Account: owner.value,
    members: members.present().map(([account]) => account),
    admins: admins.present().map(([account]) => account),
    seats: seats.present().map(([, seat]) => seat),
    metadata: Object.fromEntries(metadata.present()),
  })
