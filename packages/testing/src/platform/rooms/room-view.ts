/** The products that have rooms. */
export type RoomProduct = 'conference' | 'live'

/** A seat as it is shown. */
export interface SeatView {
  readonly Index: number
  /** Who sits there; absent when the seat is free. */
  readonly Member_Account?: string
  readonly IsTakenDisabled: boolean
  readonly IsVideoDisabled: boolean
  readonly IsAudioDisabled: boolean
}

/** A room as the platform knows it: plain JSON, made anew for each look. */
export interface RoomView {
  readonly product: RoomProduct
  readonly RoomId: string
  readonly RoomName: string
  readonly Owner_Account: string
  /** Who is in the room, in the order of entering. */
  readonly members: readonly string[]
  readonly admins: readonly string[]
  /** The seats that were ever taken or locked, by `Index`. */
  readonly seats: readonly SeatView[]
  readonly metadata: { readonly [key: string]: string }
  /** Everything that `RoomInfo` of the product's packets can hold, as it is now. */
  readonly RoomInfo: { readonly [field: string]: unknown }
  /** The battle that the room takes part in. */
  readonly BattleId?: string
  /** The recording that goes on. */
  readonly TaskId?: string
}

/** A battle between live rooms. */
export interface BattleView {
  readonly BattleId: string
  readonly FromRoomId: string
  readonly ToRoomIdList: readonly string[]
  /** Who accepted so far; every room that was invited, when no answer is needed. */
  readonly accepted: readonly string[]
  readonly status: 'waiting' | 'running' | 'over'
  readonly scores: { readonly [RoomId: string]: number }
}
