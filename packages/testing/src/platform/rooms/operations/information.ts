import type { LiveCallbackAfterUpdateRoomInfo, RoomCallbackAfterUpdateRoomInfo } from '@room-callbacks/core'
import type { Actor } from '../../events/actor.ts'
import { requireRoomInfoFields, requireValid, roomInfoFor } from '../packet-fields.ts'
import { infoOf, type Room, viewOfRoom } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomChanges, RoomOperations } from '../room-operations.ts'

const updateCommands = {
  conference: 'Room.CallbackAfterUpdateRoomInfo',
  live: 'Live.CallbackAfterUpdateRoomInfo',
} as const

/** The information of a room changes. */
export function information(backend: RoomBackend): Pick<RoomOperations, 'updateRoomInfo'> {
  return {
    async updateRoomInfo(RoomId, changes, actor = {}) {
      const room = backend.room(RoomId)
      changeInformation(backend, room, changes, actor)
      return viewOfRoom(room)
    },
  }
}

/** Tells the whole of it: whether only the changed fields are sent is not documented, the samples have all. */
export function changeInformation(backend: RoomBackend, room: Room, changes: RoomChanges, actor: Actor): void {
  const CallbackCommand = updateCommands[room.product]
  requireRoomInfoFields(CallbackCommand, changes)
  const operator = actor.Operator_Account ?? room.Owner_Account
  const info = { ...infoOf(room), ...changes, RoomId: room.RoomId }
  const packet = requireValid<typeof CallbackCommand>({
    CallbackCommand,
    Operator_Account: operator,
    RoomInfo: roomInfoFor(CallbackCommand, info),
    EventTime: backend.eventTime(),
  } as RoomCallbackAfterUpdateRoomInfo | LiveCallbackAfterUpdateRoomInfo)
  room.info = info
  room.Owner_Account = info.Owner_Account as string
  void backend.tell(room, packet, operator, actor)
}
