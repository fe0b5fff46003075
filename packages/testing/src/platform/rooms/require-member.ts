import { SimulationError } from '../simulation-error.ts'
import type { Room } from './room.ts'

/** @throws `not-in-room` when an account is not a member, or not among others who are meant */
export function requireMember(room: Room, account: string, among: ReadonlySet<string> = room.members): void {
  if (!among.has(account)) throw new SimulationError('not-in-room', `It is ${account}, in ${room.RoomId}.`)
}
