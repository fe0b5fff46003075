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

const keyOf = (sdkAppId: string, roomId: string): string => `${sdkAppId}/${roomId}`

/** Who is in which room and on which seat, as far as the callbacks told. */
export class RoomMirror {
  /** Counts every change. */
  changes = 0
  // In the order of their last change: the first is the one to forget.
  readonly #rooms = new Map<string, Room>()
  // One iterator for good: a new one would walk over all that was deleted before it finds a room.
  readonly #oldest = this.#rooms.keys()
  #last: Room | undefined

  apply(sdkAppId: string, command: string, event: object, receivedAt: number): void {
    const rule = rules.get(command)
    if (!rule) return
    const room = this.#newest(sdkAppId, short(rule.room(event)))
    this.changes++
    room.changedAt = receivedAt
    if (rule.change(room, event) === 'destroyed') this.#forget(room)
    else if (this.#rooms.size > mostRooms) this.#rooms.delete(this.#oldest.next().value as string)
  }

  /** A room, which becomes the last one that changed. */
  #newest(sdkAppId: string, roomId: string): Room {
    const last = this.#last
    if (last?.roomId === roomId && last.sdkAppId === sdkAppId) return last
    const key = keyOf(sdkAppId, roomId)
    const room = this.#rooms.get(key) ?? newRoom(sdkAppId, roomId)
    this.#rooms.delete(key)
    this.#rooms.set(key, room)
    this.#last = room
    return room
  }

  #forget({ sdkAppId, roomId }: Room): void {
    this.#rooms.delete(keyOf(sdkAppId, roomId))
    this.#last = undefined
  }

  /** Forgets all rooms: from now on it is not told what becomes of them. */
  clear(): void {
    this.changes++
    this.#rooms.clear()
    this.#last = undefined
  }

  /** The rooms, the last one changed first; each as it is when its turn comes. */
  *shown(): Generator<ShownRoom> {
    for (const room of [...this.#rooms.values()].reverse()) {
      yield {
        ...room,
        admins: [...room.admins],
        members: [...room.members],
        seats: [...room.seats].map(([index, seat]) => ({ index, ...seat })).sort((a, b) => a.index - b.index),
      }
    }
  }
}
