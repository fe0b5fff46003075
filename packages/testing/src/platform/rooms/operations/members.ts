import type { Actor } from '../../events/actor.ts'
import { SimulationError } from '../../simulation-error.ts'
import { requireMember } from '../require-member.ts'
import { type Room, viewOfRoom } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'
import { clearSeatOf } from './seats.ts'

/** Why a member is out: the word of each product (60734, 64424). */
const causes = {
  leave: { conference: 'Leave', live: 'Leave' },
  kick: { conference: 'Kicked', live: 'Kicked' },
  lose: { conference: 'Expired', live: 'HeartbeatInterrupt' },
} as const

type MemberOperation = 'enter' | 'leave' | 'kick' | 'loseHeartbeat' | 'recoverHeartbeat'

/** Members come and go. */
export function members(backend: RoomBackend): Pick<RoomOperations, MemberOperation> {
  return {
    async enter(RoomId, accounts, actor = {}) {
      const room = backend.room(RoomId)
      const entering = [accounts].flat()
      admit(room, entering)
      if (entering.length > 0) tellEntered(backend, room, entering, 'Enter', actor)
      return viewOfRoom(room)
    },
    async leave(RoomId, account, actor = {}) {
      return takeOut(backend, RoomId, account, 'leave', { Operator_Account: account, ...actor })
    },
    async kick(RoomId, account, actor = {}) {
      const Operator_Account = backend.room(RoomId).Owner_Account
      return takeOut(backend, RoomId, account, 'kick', { Operator_Account, ...actor })
    },
    async loseHeartbeat(RoomId, account) {
      return takeOut(backend, RoomId, account, 'lose', { Operator_Account: account })
    },
    async recoverHeartbeat(RoomId, account) {
      const room = backend.room(RoomId, 'live')
      if (!room.members.has(account)) requireMember(room, account, room.lost)
      admit(room, [account])
      tellEntered(backend, room, [account], 'HeartbeatRecover', {})
      return viewOfRoom(room)
    },
  }
}

function admit(room: Room, accounts: readonly string[]): void {
  const inside = accounts.find((account, place) => room.members.has(account) || accounts.indexOf(account) < place)
  if (inside !== undefined) throw new SimulationError('already-in-room', `It is ${inside}, in ${room.RoomId}.`)
  if (room.members.size + accounts.length > (room.info.MaxMemberCount as number)) throw new SimulationError('room-full')
  for (const account of accounts) {
    room.members.add(account)
    room.lost.delete(account)
  }
  room.statistic.viewers += accounts.length
}

function tellEntered(
  backend: RoomBackend,
  room: Room,
  accounts: readonly string[],
  EventCause: 'Enter' | 'HeartbeatRecover',
  actor: Actor,
): void {
  const operator = actor.Operator_Account ?? (accounts[0] as string)
  if (room.product === 'live') {
    tellState(backend, room, { EventType: 'Online', EventCause }, accounts, { ...actor, Operator_Account: operator })
    return
  }
  const packet = {
    CallbackCommand: 'Room.CallbackAfterMemberEnter',
    Operator_Account: operator,
    RoomId: room.RoomId,
    MemberCount: room.members.size,
    Type: 'Enter',
    MemberList_Account: [...accounts],
    EventTime: backend.eventTime(),
  } as const
  void backend.tell(room, packet as never, operator, actor)
}

function takeOut(
  backend: RoomBackend,
  RoomId: string,
  account: string,
  cause: keyof typeof causes,
  actor: Actor & { readonly Operator_Account: string; readonly Reason?: string },
) {
  const room = backend.room(RoomId)
  requireMember(room, account)
  // A seat is free before its member is gone: at no moment does a user sit who is not there.
  clearSeatOf(backend, room, account, actor)
  room.members.delete(account)
  if (cause === 'lose') room.lost.add(account)
  const { Operator_Account, Reason } = actor
  if (room.product === 'live') {
    tellState(backend, room, { EventType: 'Offline', EventCause: causes[cause].live }, [account], actor)
    return viewOfRoom(room)
  }
  const packet = {
    CallbackCommand: 'Room.CallbackAfterMemberLeave' as const,
    Operator_Account,
    RoomId,
    MemberCount: room.members.size,
    Type: causes[cause].conference,
    ...(Reason !== undefined && { Reason }),
    MemberList_Account: [account],
    EventTime: backend.eventTime(),
  }
  void backend.tell(room, packet, Operator_Account, actor)
  return viewOfRoom(room)
}

function tellState(
  backend: RoomBackend,
  room: Room,
  state: { readonly EventType: 'Online' | 'Offline'; readonly EventCause: string },
  accounts: readonly string[],
  actor: Actor & { readonly Operator_Account: string },
): void {
  const packet = {
    CallbackCommand: 'Live.CallbackAfterMemberStateChanged' as const,
    RoomId: room.RoomId,
    ...state,
    MemberList: accounts.map((Member_Account) => ({ Member_Account })),
    EventTime: backend.eventTime(),
  }
  void backend.tell(room, packet, actor.Operator_Account, actor)
}
