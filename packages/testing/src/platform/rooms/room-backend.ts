import type { CommandName, EventMap } from '@room-callbacks/core'
import type { Actor } from '../events/actor.ts'
import { EventOutlet } from '../events/event-outlet.ts'
import type { EventEnd, SendEvent } from '../events/platform-event.ts'
import type { SeededRandom } from '../faults/seeded-random.ts'
import { SimulationError } from '../simulation-error.ts'
import type { Battle } from './battle.ts'
import type { Room } from './room.ts'
import type { RoomProduct } from './room-view.ts'

/** What a backend is given. */
export interface BackendSettings {
  readonly administrators: readonly string[]
  readonly roomLimit: number
  readonly clock: () => number
}

/** The rooms and battles of an app, and the way of their events. */
export class RoomBackend {
  readonly #rooms = new Map<string, Room>()
  readonly battles: Map<string, Battle> = new Map()
  readonly chance: SeededRandom
  readonly settings: BackendSettings
  readonly #outlet: EventOutlet
  // Counted as they come and go: there can be a hundred thousand.
  #lives = 0

  constructor(settings: BackendSettings, chance: SeededRandom, send: SendEvent) {
    this.settings = settings
    this.chance = chance
    this.#outlet = new EventOutlet(settings, chance, send)
  }

  get rooms(): ReadonlyMap<string, Room> {
    return this.#rooms
  }

  /** How many rooms are lives. */
  get lives(): number {
    return this.#lives
  }

  open(room: Room): void {
    this.#rooms.set(room.RoomId, room)
    if (room.product === 'live') this.#lives += 1
  }

  close(room: Room): void {
    this.#rooms.delete(room.RoomId)
    if (room.product === 'live') this.#lives -= 1
  }

  /** Refuses to go on with a room that was destroyed meanwhile. @throws `no-such-room` */
  requireOpen(room: Room): void {
    if (this.rooms.get(room.RoomId) !== room) throw new SimulationError('no-such-room', `It was ${room.RoomId}.`)
  }

  /** @throws `no-such-room`, `wrong-product` */
  room(RoomId: string, product?: RoomProduct): Room {
    const room = this.rooms.get(RoomId)
    if (!room) throw new SimulationError('no-such-room', `It is ${RoomId}.`)
    if (product && room.product !== product)
      throw new SimulationError('wrong-product', `${RoomId} is not of ${product}.`)
    return room
  }

  /** The time of an event, later than the one before. Unit: ms since 1970. */
  eventTime(): number {
    return this.#outlet.eventTime()
  }

  /** Sends the packet of an event in the lane of its room. */
  tell<Name extends CommandName>(
    { product, RoomId }: Pick<Room, 'product' | 'RoomId'>,
    packet: EventMap[Name],
    operator: string,
    actor: Actor,
  ): Promise<EventEnd> {
    return this.tellLane(product, RoomId, RoomId, packet, operator, actor)
  }

  /** Sends what the owner does, unless another account is said to act. */
  tellByOwner<Name extends CommandName>(
    room: Room,
    actor: Actor,
    packetOf: (Operator_Account: string, EventTime: number) => EventMap[Name],
  ): void {
    const operator = actor.Operator_Account ?? room.Owner_Account
    void this.tell(room, packetOf(operator, this.eventTime()), operator, actor)
  }

  /** Sends the packet of an event that is about no room, or about several. */
  tellLane<Name extends CommandName>(
    product: RoomProduct,
    lane: string,
    room: string | undefined,
    packet: EventMap[Name],
    operator: string,
    actor: Actor,
  ): Promise<EventEnd> {
    return this.#outlet.send({ product, lane, room, operator, actor }, packet)
  }
}
