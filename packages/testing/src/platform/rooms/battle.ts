import type { BattleView } from './room-view.ts'

/** A battle, as it changes. */
export interface Battle {
  readonly BattleId: string
  readonly FromRoomId: string
  readonly ToRoomIdList: readonly string[]
  readonly accepted: Set<string>
  status: BattleView['status']
  readonly scores: Map<string, number>
  /** Unit: ms. */
  readonly Duration: number
  /** Unit: Unix seconds. */
  readonly CreateTime: number
  StartTime: number
  /** The owners at the start: a room can be gone at the end. */
  readonly owners: Map<string, string>
}

/** A battle as it is shown. */
export const viewOfBattle = ({ BattleId, FromRoomId, ToRoomIdList, accepted, status, scores }: Battle): BattleView => ({
  BattleId,
  FromRoomId,
  ToRoomIdList,
  accepted: [...accepted],
  status,
  scores: Object.fromEntries(scores),
})
