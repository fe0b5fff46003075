import { SimulationError } from '../../simulation-error.ts'
import { type Room, viewOfRoom } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'

/** Event types of cloud recording (54914), with the payload of each. */
const started = { EventType: 301, Payload: { Status: 0 } }
const stopped = { EventType: 302, Payload: { LeaveCode: 0 } }
const closed = { EventType: 302, Payload: { LeaveCode: 2 } }
const uploaded = { EventType: 305, Payload: { Status: 0 } }

const cloudRecording = 3
const robot = 'recorder'

/** Lives are recorded (78428). */
export function recordings(backend: RoomBackend): Pick<RoomOperations, 'startRecording' | 'stopRecording'> {
  return {
    async startRecording(RoomId) {
      const room = backend.room(RoomId, 'live')
      if (room.TaskId !== undefined) throw new SimulationError('already-recording')
      room.TaskId = `-${Buffer.from(backend.chance.hex(64), 'hex').toString('base64url')}`
      tell(backend, room, room.TaskId, started)
      return viewOfRoom(room)
    },
    async stopRecording(RoomId) {
      const room = backend.room(RoomId)
      if (!finish(backend, room, stopped)) throw new SimulationError('not-recording')
      return viewOfRoom(room)
    },
  }
}

/** A room that is destroyed ends its recording. */
export function stopRecordingOf(backend: RoomBackend, room: Room): void {
  finish(backend, room, closed)
}

function finish(backend: RoomBackend, room: Room, end: typeof stopped): boolean {
  const { TaskId } = room
  if (TaskId === undefined) return false
  room.TaskId = undefined
  tell(backend, room, TaskId, end)
  tell(backend, room, TaskId, uploaded)
  return true
}

function tell(
  backend: RoomBackend,
  room: Room,
  TaskId: string,
  { EventType, Payload }: { readonly EventType: number; readonly Payload: { [field: string]: unknown } },
): void {
  const EventMsTs = backend.eventTime()
  const packet = {
    CallbackCommand: 'Live.CallbackAfterCloudRecordingChanged' as const,
    EventGroupId: cloudRecording,
    EventType,
    CallbackTs: EventMsTs,
    EventInfo: {
      RoomId: room.RoomId,
      EventTs: Math.floor(EventMsTs / 1000),
      EventMsTs,
      UserId: robot,
      TaskId,
      Payload,
    },
  }
  void backend.tell(room, packet, room.Owner_Account, {})
}
