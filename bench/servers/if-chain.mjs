import { createRoom, destroyRoom, updateRoom } from './rooms.mjs'

/** What a hand-written receiver does with a packet. */
export function handle(packet) {
  const command = packet.CallbackCommand
  if (command === 'Room.CallbackAfterCreateRoom') createRoom(packet)
  else if (command === 'Room.CallbackAfterUpdateRoomInfo') updateRoom(packet)
  else if (command === 'Room.CallbackAfterDestroyRoom') destroyRoom(packet)
}

/** The answer of section 1 of the documentation. */
export const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }

export const fail = { ActionStatus: 'FAIL', ErrorInfo: 'invalid', ErrorCode: 1 }
