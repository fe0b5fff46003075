import { packet } from '@room-callbacks/testing'
import { firstEventTime } from './identity.ts'

/** A callback of a run, by its room and its place in it, from 1. */
export interface SentCallback {
  readonly room: string
  readonly sequence: number
}

/** The name of a callback in the books of a run. */
export const nameOf = ({ room, sequence }: SentCallback): string => `${room} ${sequence}`

const room = '%room%'
const EventTime = 0

const packets = [
  packet('Room.CallbackAfterMemberEnter', { RoomId: room, EventTime }),
  packet('Room.CallbackAfterMemberLeave', { RoomId: room, EventTime }),
  packet('Room.CallbackAfterUpdateRoomInfo', { RoomInfo: { RoomId: room }, EventTime }),
  packet('Live.CallbackAfterSetMetadata', { RoomId: room, EventTime }),
  packet('Group.CallbackAfterSendMsg', { GroupId: room, EventTime }),
]

// Serialised once: twenty thousand times would be paid by the servers on the same cores.
const templates = packets.map((packet) => ({ command: packet.CallbackCommand, text: JSON.stringify(packet) }))

/** The command and the body of a callback; the commands take turns in a room. */
export function packetOf({ room, sequence }: SentCallback): { command: string; body: string } {
  const { command, text } = templates[sequence % templates.length] as (typeof templates)[number]
  const eventTime = firstEventTime + sequence
  return { command, body: text.replace('%room%', room).replace('"EventTime":0', `"EventTime":${eventTime}`) }
}
