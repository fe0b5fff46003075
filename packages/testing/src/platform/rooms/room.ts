import type {
  LiveCallbackAfterCreateRoom,
  LiveCallbackAfterDestroyRoom,
  RoomCallbackAfterCreateRoom,
} from '@room-callbacks/core'
import type { RoomProduct, RoomView, SeatView } from './room-view.ts'

/** Everything that `RoomInfo` of a meeting's packets can hold. */
export type MeetingInfo = RoomCallbackAfterCreateRoom['RoomInfo']
/** Everything that `RoomInfo` of a live's packets can hold. */
export type LiveInfo = LiveCallbackAfterCreateRoom['RoomInfo'] & NonNullable<LiveCallbackAfterDestroyRoom['RoomInfo']>

/** A seat. */
export interface Seat {
  Member_Account: string | undefined
  IsTakenDisabled: boolean
  IsVideoDisabled: boolean
  IsAudioDisabled: boolean
}

/** A room, as it changes. */
export interface Room {
  readonly product: RoomProduct
  readonly RoomId: string
  info: MeetingInfo | LiveInfo
  Owner_Account: string
  readonly members: Set<string>
  /** Members whose heartbeat was lost, and who may be back. */
  readonly lost: Set<string>
  readonly admins: Set<string>
  readonly seats: Map<number, Seat>
  readonly metadata: Map<string, string>
  BattleId: string | undefined
  TaskId: string | undefined
  /** How many messages were delivered. */
  messages: number
  /** What the packet of its end tells (64423). */
  readonly statistic: { viewers: number; gifts: number; coins: number; readonly senders: Set<string>; likes: number }
}

/** A new, empty room. */
export const newRoom = (product: RoomProduct, info: Room['info'], Owner_Account: string): Room => ({
  product,
  RoomId: info.RoomId,
  info,
  Owner_Account,
  members: new Set(),
  lost: new Set(),
  admins: new Set(),
  seats: new Map(),
  metadata: new Map(),
  BattleId: undefined,
  TaskId: undefined,
  messages: 0,
  statistic: { viewers: 0, gifts: 0, coins: 0, senders: new Set(), likes: 0 },
})

/** Everything that `RoomInfo` of the packets of a room can hold, as it is now. */
export const infoOf = ({ product, info, Owner_Account, statistic }: Room): Room['info'] => ({
  ...info,
  Owner_Account,
  ...(product === 'live' && { ViewCount: statistic.viewers }),
})

/** A room as it is shown. */
export const viewOfRoom = (room: Room): RoomView => ({
  product: room.product,
  RoomId: room.RoomId,
  RoomName: room.info.RoomName as string,
  Owner_Account: room.Owner_Account,
  members: [...room.members],
  admins: [...room.admins],
  seats: [...room.seats].sort(([one], [other]) => one - other).map(([Index, seat]) => viewOfSeat(Index, seat)),
  metadata: Object.fromEntries(room.metadata),
  RoomInfo: { ...infoOf(room) },
  ...(room.BattleId !== undefined && { BattleId: room.BattleId }),
  ...(room.TaskId !== undefined && { TaskId: room.TaskId }),
})

/** A seat as it is shown. */
export const viewOfSeat = (Index: number, { Member_Account, ...locks }: Seat): SeatView => ({
  Index,
  ...(Member_Account !== undefined && { Member_Account }),
  ...locks,
})
