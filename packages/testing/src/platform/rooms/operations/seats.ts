import type { MicCallbackAfterSeatInfoChanged } from '@room-callbacks/core'
import type { Actor } from '../../events/actor.ts'
import { SimulationError } from '../../simulation-error.ts'
import { requireMember } from '../require-member.ts'
import { type Room, type Seat, viewOfRoom, viewOfSeat } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'

/** Seats are taken, left and locked. */
export function seats(backend: RoomBackend): Pick<RoomOperations, 'takeSeat' | 'leaveSeat' | 'lockSeat'> {
  return {
    async takeSeat(RoomId, account, Index, actor = {}) {
      const room = backend.room(RoomId)
      requireMember(room, account)
      const seat = seatAt(room, Index)
      if (seat.Member_Account !== undefined && seat.Member_Account !== account) throw new SimulationError('seat-taken')
      if (seat.IsTakenDisabled) throw new SimulationError('seat-locked')
      const changed = [Index]
      // Who moves leaves a seat free, and one packet tells both.
      const [left] = seatsOf(room, account).filter((index) => index !== Index)
      if (left !== undefined) {
        seatAt(room, left).Member_Account = undefined
        changed.unshift(left)
      }
      seat.Member_Account = account
      tellSeats(backend, room, changed, { Operator_Account: account, ...actor })
      return viewOfRoom(room)
    },
    async leaveSeat(RoomId, account, actor = {}) {
      const room = backend.room(RoomId)
      if (seatsOf(room, account).length === 0) throw new SimulationError('not-on-a-seat', `It is ${account}.`)
      clearSeatOf(backend, room, account, { Operator_Account: account, ...actor })
      return viewOfRoom(room)
    },
    async lockSeat(RoomId, Index, locks, actor = {}) {
      const room = backend.room(RoomId)
      Object.assign(seatAt(room, Index), locks)
      tellSeats(backend, room, [Index], { Operator_Account: room.Owner_Account, ...actor })
      return viewOfRoom(room)
    },
  }
}

/** A member who goes leaves a free seat. */
export function clearSeatOf(
  backend: RoomBackend,
  room: Room,
  account: string,
  actor: Actor & { readonly Operator_Account: string },
): void {
  for (const Index of seatsOf(room, account)) {
    seatAt(room, Index).Member_Account = undefined
    tellSeats(backend, room, [Index], actor)
  }
}

const seatsOf = (room: Room, account: string): readonly number[] =>
  [...room.seats].filter(([, { Member_Account }]) => Member_Account === account).map(([Index]) => Index)

function seatAt(room: Room, Index: number): Seat {
  const { IsSeatEnabled, MaxSeatCount } = room.info
  const count = IsSeatEnabled ? (MaxSeatCount as number) : 0
  const isThere = Number.isInteger(Index) && Index >= 0 && Index < count
  if (!isThere) throw new SimulationError('no-such-seat', `It is ${Index}.`)
  const free = { Member_Account: undefined, IsTakenDisabled: false, IsVideoDisabled: false, IsAudioDisabled: false }
  const seat = room.seats.get(Index) ?? free
  room.seats.set(Index, seat)
  return seat
}

/** Tells of the seats that changed: whether the others are told too is not documented. */
function tellSeats(
  backend: RoomBackend,
  room: Room,
  changed: readonly number[],
  actor: Actor & { readonly Operator_Account: string },
): void {
  const { product, RoomId } = room
  const packet: MicCallbackAfterSeatInfoChanged = {
    CallbackCommand: 'Mic.CallbackAfterSeatInfoChanged',
    // Live does not tell who acts (64425).
    ...(product === 'conference' && { Operator_Account: actor.Operator_Account }),
    RoomId,
    // A free seat has no account (64425); the empty one of Conference (60736) is a packet variant.
    SeatList: changed.map((Index) => viewOfSeat(Index, room.seats.get(Index) as Seat)),
    EventTime: backend.eventTime(),
  }
  void backend.tell(room, packet, actor.Operator_Account, actor)
}
