import type { ShownRoom } from '../wire.ts'
import { newRoom, type Room, short } from './room.ts'
import { roomRules } from './room-changes.ts'

/** A rule without the type of its event: what arrives here was validated. */
interface UntypedRule {
  readonly room: (event: object) => string
  readonly change: (room: Room, event: object) => 'destroyed' | undefined
}

const rules = new Map(Object.entries(roomRules)) as ReadonlyMap<string, UntypedRule>

const mostRooms = 1000

/** Who is in which room and on which seat, as far as the callbacks told. */
export class RoomMirror {
  /** Counts every change. */
  changes = 0
  // In the order of their last change: the first is the one to forget.
  readonly #rooms = new Map<string, Room>()

  apply(sdkAppId: string, command: string, event: object, receivedAt: number): void {
    const rule = rules.get(command)
    if (!rule) return
    const roomId = short(rule.room(event))
    const key = `${sdkAppId}/${roomId}`
    const room = this.#rooms.get(key) ?? newRoom(sdkAppId, roomId)
    this.#rooms.delete(key)
    this.changes++
    if (rule.change(room, event) === 'destroyed') return
    room.changedAt = receivedAt
    this.#rooms.set(key, room)
    if (this.#rooms.size > mostRooms) this.#rooms.delete(this.#rooms.keys().next().value as string)
  }

  /** The rooms, the last one changed first. */
  shown(): ShownRoom[] {
    return [...this.#rooms.values()].reverse().map((room) => ({
      ...room,
      admins: [...room.admins],
      members: [...room.members],
      seats: [...room.seats].map(([index, seat]) => ({ index, ...seat })).sort((a, b) => a.index - b.index),
    }))
  }
}
