import { SimulationError } from '../../simulation-error.ts'
import { type Battle, viewOfBattle } from '../battle.ts'
import type { Room } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'

/** Why a battle ended (68261). */
const ends = { timeOver: 0, allLeft: 1, neverStarted: 2 } as const

type BattleOperation = 'createBattle' | 'acceptBattle' | 'startBattle' | 'scoreBattle' | 'endBattle'

/** Battles between lives: 68259, 68260, 68261. */
export function battles(backend: RoomBackend): Pick<RoomOperations, BattleOperation> {
  return {
    async createBattle(FromRoomId, ToRoomIdList, options = {}, actor = {}) {
      const { Timeout = 30_000, Duration = 60_000, NeedResponse = false, ExtensionInfo = '' } = options
      const from = backend.room(FromRoomId, 'live')
      const rooms = [from, ...ToRoomIdList.map((RoomId) => backend.room(RoomId, 'live'))]
      if (rooms.length === 1) throw new SimulationError('not-invited', 'No room is invited.')
      const isFree = new Set(rooms).size === rooms.length && rooms.every(({ BattleId }) => BattleId === undefined)
      if (!isFree) throw new SimulationError('in-a-battle')
      const BattleId = Buffer.from(backend.chance.hex(64), 'hex').toString('base64')
      const EventTime = backend.eventTime()
      const battle: Battle = {
        BattleId,
        FromRoomId,
        ToRoomIdList: [...ToRoomIdList],
        accepted: new Set(NeedResponse ? [] : ToRoomIdList),
        status: 'waiting',
        scores: new Map(),
        Duration,
        CreateTime: Math.floor(EventTime / 1000),
        StartTime: 0,
        owners: new Map(rooms.map(({ RoomId, Owner_Account }) => [RoomId, Owner_Account])),
      }
      backend.battles.set(BattleId, battle)
      for (const room of rooms) room.BattleId = BattleId
      const operator = actor.Operator_Account ?? from.Owner_Account
      const packet = {
        CallbackCommand: 'Live.CallbackAfterCreateBattle' as const,
        Operator_Account: operator,
        BattleId,
        FromRoomId,
        ToRoomIdList: [...ToRoomIdList],
        Timeout,
        Duration,
        NeedResponse,
        ExtensionInfo,
        EventTime,
      }
      void backend.tell(from, packet, operator, actor)
      if (!NeedResponse) start(backend, battle)
      return viewOfBattle(battle)
    },
    async acceptBattle(BattleId, RoomId) {
      const battle = battleOf(backend, BattleId, 'waiting')
      if (!battle.ToRoomIdList.includes(RoomId)) throw new SimulationError('not-invited', `It is ${RoomId}.`)
      battle.accepted.add(RoomId)
      if (battle.accepted.size === battle.ToRoomIdList.length) start(backend, battle)
      return viewOfBattle(battle)
    },
    async startBattle(BattleId) {
      const battle = battleOf(backend, BattleId, 'waiting')
      if (battle.accepted.size > 0) start(backend, battle)
      else end(backend, battle, ends.neverStarted)
      return viewOfBattle(battle)
    },
    async scoreBattle(BattleId, RoomId, points) {
      const battle = battleOf(backend, BattleId, 'running')
      const score = battle.scores.get(RoomId)
      if (score === undefined) throw new SimulationError('not-invited', `It is ${RoomId}.`)
      battle.scores.set(RoomId, score + points)
      return viewOfBattle(battle)
    },
    async endBattle(BattleId) {
      const battle = battleOf(backend, BattleId)
      end(backend, battle, battle.status === 'waiting' ? ends.neverStarted : ends.timeOver)
      return viewOfBattle(battle)
    },
  }
}

/** A room that is destroyed leaves its battle, which ends with the last one; one that waits ends at once. */
export function leaveBattle(backend: RoomBackend, room: Room): void {
  const battle = room.BattleId === undefined ? undefined : backend.battles.get(room.BattleId)
  if (!battle) return
  room.BattleId = undefined
  const isGone = [...battle.scores.keys()].every((id) => backend.rooms.get(id)?.BattleId !== battle.BattleId)
  if (battle.status === 'waiting') end(backend, battle, ends.neverStarted)
  else if (isGone) end(backend, battle, ends.allLeft)
}

function battleOf(backend: RoomBackend, BattleId: string, status?: Battle['status']): Battle {
  const battle = backend.battles.get(BattleId)
  if (!battle || (status && battle.status !== status)) throw new SimulationError('no-such-battle')
  return battle
}

/** Starts with those who accepted; the others are free again. */
function start(backend: RoomBackend, battle: Battle): void {
  const EventTime = backend.eventTime()
  battle.status = 'running'
  battle.StartTime = Math.floor(EventTime / 1000)
  for (const RoomId of [battle.FromRoomId, ...battle.accepted]) battle.scores.set(RoomId, 0)
  for (const RoomId of battle.ToRoomIdList) if (!battle.accepted.has(RoomId)) free(backend, battle, RoomId)
  const ofRoom = (RoomId: string) => ({ RoomId, Owner_Account: battle.owners.get(RoomId) as string })
  const { BattleId, FromRoomId, Duration, CreateTime, StartTime } = battle
  const packet = {
    CallbackCommand: 'Live.CallbackAfterStartBattle' as const,
    ...{ BattleId, Duration, CreateTime, StartTime },
    FromRoomInfo: ofRoom(FromRoomId),
    ToRoomList: [...battle.accepted].map(ofRoom),
    EventTime,
  }
  tell(backend, battle, packet)
}

function end(backend: RoomBackend, battle: Battle, OpType: number): void {
  const EventTime = backend.eventTime()
  battle.status = 'over'
  for (const RoomId of [battle.FromRoomId, ...battle.ToRoomIdList]) free(backend, battle, RoomId)
  backend.battles.delete(battle.BattleId)
  const { BattleId, FromRoomId, Duration, CreateTime, StartTime } = battle
  const ofRoom = (RoomId: string) => ({
    RoomId,
    Score: battle.scores.get(RoomId) ?? 0,
    Owner_Account: battle.owners.get(RoomId) as string,
  })
  const packet = {
    CallbackCommand: 'Live.CallbackAfterEndBattle' as const,
    ...{ BattleId, Duration, CreateTime },
    // Whether it is there when the battle never started is not documented.
    ...(StartTime > 0 && { StartTime }),
    EndTime: Math.floor(EventTime / 1000),
    OpType,
    FromRoomInfo: ofRoom(FromRoomId),
    ToRoomList: battle.ToRoomIdList.map(ofRoom),
    EventTime,
  }
  tell(backend, battle, packet)
}

function free(backend: RoomBackend, { BattleId }: Battle, RoomId: string): void {
  const room = backend.rooms.get(RoomId)
  if (room?.BattleId === BattleId) room.BattleId = undefined
}

/** In the lane of the room that began it; no field says who acts. */
function tell(backend: RoomBackend, { FromRoomId, owners }: Battle, packet: Parameters<RoomBackend['tellLane']>[3]) {
  void backend.tellLane('live', FromRoomId, FromRoomId, packet, owners.get(FromRoomId) as string, {})
}
