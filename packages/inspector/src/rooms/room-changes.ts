import type { CommandName, EventMap } from '@room-callbacks/core'
import { placeSeat, type Room, short, withAccounts } from './room.ts'

/** What a command tells of its room; `destroyed` when there is no room any more. */
type Change<Event> = (room: Room, event: Event) => 'destroyed' | undefined

/** What one command means: which room it is about, and what it changes there. */
interface Rule<Event> {
  readonly room: (event: Event) => string
  readonly change: Change<Event>
}

type Rules = { readonly [Name in CommandName]?: Rule<EventMap[Name]> }

interface Described {
  readonly RoomId: string
  readonly RoomName?: string
  readonly RoomType?: string
  readonly Owner_Account?: string
}

const describe = (room: Room, { RoomName, RoomType, Owner_Account }: Described): undefined => {
  if (RoomName !== undefined) room.name = short(RoomName)
  if (RoomType !== undefined) room.type = short(RoomType)
  if (Owner_Account !== undefined) room.owner = short(Owner_Account)
}

const described: Rule<{ readonly RoomInfo: Described }> = {
  room: ({ RoomInfo }) => RoomInfo.RoomId,
  change: (room, { RoomInfo }) => describe(room, RoomInfo),
}

const ofRoom = <Event extends { readonly RoomId: string }>(change: Change<Event>): Rule<Event> => ({
  room: ({ RoomId }) => RoomId,
  change,
})

const destroyed = ofRoom(() => 'destroyed')

interface Moved {
  readonly RoomId: string
  readonly MemberCount?: number
  readonly MemberList_Account: readonly string[]
}

const leave = (room: Room, accounts: readonly string[]): undefined => {
  for (const account of accounts) {
    room.members.delete(short(account))
    // Who is gone sits nowhere; whether a packet tells of the seat is not documented.
    for (const seat of room.seats.values()) if (seat.account === short(account)) seat.account = undefined
  }
}

interface Entering {
  readonly EventInfo: { readonly RoomId: string; readonly UserId?: string }
}

/** From an event of RTC Engine (39558). */
const ofEngine = (change: (room: Room, user: string) => 'destroyed' | undefined): Rule<Entering> => ({
  room: ({ EventInfo }) => EventInfo.RoomId,
  change: (room, { EventInfo }) => change(room, EventInfo.UserId ?? ''),
})

const entered = ofEngine((room, user) => {
  room.members = withAccounts(room.members, [user])
  return undefined
})

/** From the documents 60731 to 60736 (Conference) and 64422 to 72554 (Live). */
export const roomRules: Rules = {
  'Room.CallbackAfterCreateRoom': described,
  'Room.CallbackAfterUpdateRoomInfo': described,
  'Live.CallbackAfterCreateRoom': described,
  'Live.CallbackAfterUpdateRoomInfo': described,
  'RtcEngine.EVENT_TYPE_ENTER_ROOM': entered,
  'RtcEngine.EVENT_TYPE_EXIT_ROOM': ofEngine((room, user) => leave(room, [user])),
  'RtcEngine.EVENT_TYPE_DISMISS_ROOM': ofEngine(() => 'destroyed'),
  'Room.CallbackAfterDestroyRoom': destroyed,
  'Live.CallbackAfterDestroyRoom': destroyed,
  'Room.CallbackAfterMemberEnter': ofRoom<Moved>((room, { MemberCount, MemberList_Account }) => {
    room.members = withAccounts(room.members, MemberList_Account)
    room.memberCount = MemberCount
    return undefined
  }),
  'Room.CallbackAfterMemberLeave': ofRoom<Moved>((room, { MemberCount, MemberList_Account }) => {
    room.memberCount = MemberCount
    return leave(room, MemberList_Account)
  }),
  'Live.CallbackAfterMemberStateChanged': ofRoom((room, { EventType, MemberList }) => {
    const accounts = MemberList.map(({ Member_Account }) => Member_Account)
    if (EventType === 'Online') room.members = withAccounts(room.members, accounts)
    return EventType === 'Offline' ? leave(room, accounts) : undefined
  }),
  'Live.CallbackAfterChangeOwner': ofRoom((room, { CurrentOwner_Account }) => {
    room.owner = short(CurrentOwner_Account)
    return undefined
  }),
  'Live.CallbackAfterModifyAdmin': ofRoom((room, { Admin_Account, opType }) => {
    if (opType === 'add') room.admins = withAccounts(room.admins, Admin_Account)
    if (opType === 'delete') for (const account of Admin_Account) room.admins.delete(short(account))
    return undefined
  }),
  'Mic.CallbackAfterSeatInfoChanged': ofRoom((room, { SeatList }) => {
    for (const { Index, Member_Account, IsTakenDisabled, IsAudioDisabled, IsVideoDisabled } of SeatList) {
      placeSeat(room, Index, {
        account: Member_Account === undefined ? undefined : short(Member_Account),
        isTakenDisabled: IsTakenDisabled ?? false,
        isAudioDisabled: IsAudioDisabled ?? false,
        isVideoDisabled: IsVideoDisabled ?? false,
      })
    }
    return undefined
  }),
}
