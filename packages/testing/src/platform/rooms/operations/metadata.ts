import { SimulationError } from '../../simulation-error.ts'
import { viewOfRoom } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'

const maxKeys = 10
const maxValueBytes = 2048

/** Metadata of lives: 68222, 68223. */
export function metadata(backend: RoomBackend): Pick<RoomOperations, 'setMetadata' | 'deleteMetadata'> {
  return {
    async setMetadata(RoomId, pairs, actor = {}) {
      const room = backend.room(RoomId, 'live')
      const keys = new Set([...room.metadata.keys(), ...Object.keys(pairs)])
      const isTooLong = Object.values(pairs).some((value) => Buffer.byteLength(value) > maxValueBytes)
      if (keys.size > maxKeys || isTooLong) throw new SimulationError('too-much-metadata')
      if (Object.keys(pairs).length === 0) return viewOfRoom(room)
      for (const [key, value] of Object.entries(pairs)) room.metadata.set(key, value)
      backend.tellByOwner(room, actor, (Operator_Account, EventTime) => ({
        CallbackCommand: 'Live.CallbackAfterSetMetadata',
        Operator_Account,
        RoomId,
        Metadata: Object.entries(pairs).map(([Key, Value]) => ({ Key, Value })),
        EventTime,
      }))
      return viewOfRoom(room)
    },
    async deleteMetadata(RoomId, keys, actor = {}) {
      const room = backend.room(RoomId, 'live')
      const Keys = keys.filter((key) => room.metadata.delete(key))
      if (Keys.length > 0) {
        backend.tellByOwner(room, actor, (Operator_Account, EventTime) => ({
          CallbackCommand: 'Live.CallbackAfterDelMetadata',
          ...{ Operator_Account, RoomId, Keys, EventTime },
        }))
      }
      return viewOfRoom(room)
    },
  }
}
