import { setTimeout as pass } from 'node:timers/promises'
import { createRoom } from '../../servers/rooms.mjs'

/** The work of every server of the bench, behind something slow: callbacks come faster than they are handled. */
export async function createRoomSlowly(event) {
  await pass(20)
  createRoom(event)
}
