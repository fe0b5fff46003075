import type {
  LiveCallbackAfterCreateRoom,
  LiveCallbackAfterUpdateRoomInfo,
  RoomCallbackAfterCreateRoom,
  RoomCallbackAfterUpdateRoomInfo,
} from '@room-callbacks/core'
import type { Actor } from '../events/actor.ts'
import type { MessageContent } from '../events/message-body.ts'
import type { GiftResult, MessageResult } from './results.ts'
import type { BattleView, RoomView } from './room-view.ts'

/** A meeting to be created (60733). */
export type NewMeeting = { readonly product: 'conference'; readonly Owner_Account: string } & Readonly<
  Omit<RoomCallbackAfterCreateRoom['RoomInfo'], 'Owner_Account' | 'RoomType' | 'RoomStatus' | 'CreateTime'>
> & { readonly ScheduleInviteeList_Account?: readonly string[] }

/** A live to be created (64422). */
export type NewLive = { readonly product: 'live'; readonly Owner_Account: string } & Readonly<
  Omit<LiveCallbackAfterCreateRoom['RoomInfo'], 'Owner_Account' | 'RoomType' | 'CreateTime'>
>

/** Fields of `RoomInfo` to be changed (60731, 67938). */
export type RoomChanges = Readonly<
  | Omit<RoomCallbackAfterUpdateRoomInfo['RoomInfo'], 'RoomId'>
  | Omit<LiveCallbackAfterUpdateRoomInfo['RoomInfo'], 'RoomId'>
>

/** What is locked of a seat; what is left out stays as it is. */
export interface SeatLocks {
  readonly IsTakenDisabled?: boolean
  readonly IsVideoDisabled?: boolean
  readonly IsAudioDisabled?: boolean
}

/** A message to be sent: a text, or elements. */
export type NewMessage = { readonly From_Account: string } & MessageContent

/** A gift to be sent. */
export interface NewGift {
  readonly From_Account: string
  /** Default: the owner of the room. */
  readonly To_Account?: readonly string[]
  readonly GiftId: string
  /** Default: 1. */
  readonly Count?: number
  /** The value of one gift. Default: 1. */
  readonly Coins?: number
}

/** A battle to be created (68259). */
export interface NewBattle {
  /** How long the invited may take to answer. Unit: ms. Default: 30000. */
  readonly Timeout?: number
  /** Unit: ms. Default: 60000. */
  readonly Duration?: number
  /** Whether the invited rooms must accept; otherwise the battle starts at once. Default: false. */
  readonly NeedResponse?: boolean
  readonly ExtensionInfo?: string
}

/**
 * What clients do in rooms. Each operation changes the state of the room at once, sends the callbacks that
 * are configured, and resolves with what the client sees: only a message and a gift wait for an answer.
 *
 * Each throws a {@link SimulationError}: `no-such-room`, or what its own comment names. A list of nothing does
 * nothing, and nothing is told.
 */
export interface RoomOperations {
  /** @throws `room-exists`, `too-many-rooms`, `invalid-field` */
  createRoom(room: NewMeeting | NewLive, actor?: Actor): Promise<RoomView>
  /** @throws `already-in-room`, `room-full` */
  enter(RoomId: string, accounts: string | readonly string[], actor?: Actor): Promise<RoomView>
  /** A member leaves by itself; its seat becomes free first. @throws `not-in-room` */
  leave(RoomId: string, account: string, actor?: Actor): Promise<RoomView>
  /** A member is removed, by default by the owner. `Reason` is for Conference (60734). @throws `not-in-room` */
  kick(RoomId: string, account: string, actor?: Actor & { readonly Reason?: string }): Promise<RoomView>
  /** The heartbeat of a member is lost: it is out of the room. @throws `not-in-room` */
  loseHeartbeat(RoomId: string, account: string): Promise<RoomView>
  /**
   * A member of a live whose heartbeat was lost is back (64424).
   *
   * @throws `already-in-room`, `wrong-product`, and `not-in-room` when it was not lost
   */
  recoverHeartbeat(RoomId: string, account: string): Promise<RoomView>
  /** @throws `not-in-room`, `seat-taken`, `seat-locked`, `no-such-seat` */
  takeSeat(RoomId: string, account: string, Index: number, actor?: Actor): Promise<RoomView>
  /** A member gets off a seat, or is taken off it. @throws `not-on-a-seat` */
  leaveSeat(RoomId: string, account: string, actor?: Actor): Promise<RoomView>
  /** Locks or unlocks a seat. @throws `no-such-seat` */
  lockSeat(RoomId: string, Index: number, locks: SeatLocks, actor?: Actor): Promise<RoomView>
  /** @throws `invalid-field` for a field that the product's packet has not */
  updateRoomInfo(RoomId: string, changes: RoomChanges, actor?: Actor): Promise<RoomView>
  /** Live only: at most 10 keys, values of at most 2048 bytes. @throws `wrong-product`, `too-much-metadata` */
  setMetadata(RoomId: string, metadata: { readonly [key: string]: string }, actor?: Actor): Promise<RoomView>
  /** Live only. Keys that are not there are left out. @throws `wrong-product` */
  deleteMetadata(RoomId: string, keys: readonly string[], actor?: Actor): Promise<RoomView>
  /** Live tells it in a command of its own (72553), Conference as changed room information (60731). */
  changeOwner(RoomId: string, account: string, actor?: Actor): Promise<RoomView>
  /** Live only. @throws `wrong-product` */
  modifyAdmins(RoomId: string, change: 'add' | 'delete', accounts: readonly string[], actor?: Actor): Promise<RoomView>
  /**
   * Live only; waits for the verdict (74347).
   *
   * @throws `wrong-product`, `messages-disabled`, and `no-such-room` when it is destroyed meanwhile
   */
  sendMessage(RoomId: string, message: NewMessage, actor?: Actor): Promise<MessageResult>
  /** Live only; waits for the verdict (72210). @throws `wrong-product`, and `no-such-room` when it is destroyed meanwhile */
  sendGift(RoomId: string, gift: NewGift, actor?: Actor): Promise<GiftResult>
  /** Likes count for the statistic of a live; there is no callback for them. @throws `wrong-product` */
  like(RoomId: string, count?: number): Promise<RoomView>
  follow(From_Account: string, accounts: readonly string[], actor?: Actor): Promise<void>
  unfollow(From_Account: string, accounts: readonly string[], actor?: Actor): Promise<void>
  /** Between different rooms. @throws `wrong-product`, `in-a-battle`, `not-invited` */
  createBattle(
    FromRoomId: string,
    ToRoomIdList: readonly string[],
    battle?: NewBattle,
    actor?: Actor,
  ): Promise<BattleView>
  /** An invited room accepts; the battle starts with the last one. @throws `no-such-battle`, `not-invited` */
  acceptBattle(BattleId: string, RoomId: string): Promise<BattleView>
  /** The waiting time is over: starts with those who accepted, or ends when no room did. @throws `no-such-battle` */
  startBattle(BattleId: string): Promise<BattleView>
  /** Adds to the score of a room of a running battle. @throws `no-such-battle`, `not-invited` */
  scoreBattle(BattleId: string, RoomId: string, points: number): Promise<BattleView>
  /** The time of a battle is over. @throws `no-such-battle` */
  endBattle(BattleId: string): Promise<BattleView>
  /** Live only: cloud recording starts. @throws `wrong-product`, `already-recording` */
  startRecording(RoomId: string): Promise<RoomView>
  /** @throws `not-recording` */
  stopRecording(RoomId: string): Promise<RoomView>
  /** By the owner unless said otherwise; by `@TIM#SYSTEM`, the system recycles the room. */
  destroyRoom(RoomId: string, actor?: Actor): Promise<void>
}
