import type { RoomKind } from '../assumptions.ts'
import type { Random } from '../engine/random.ts'
import type { Timeline } from '../engine/timeline.ts'
import type { Platform } from './platform.ts'
import { Room } from './room.ts'

/** Rooms that come and go: for each that ends another begins. */
export class Population {
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #platform: Platform
  #rooms = 0

  constructor(timeline: Timeline, random: Random, platform: Platform) {
    this.#timeline = timeline
    this.#random = random
    this.#platform = platform
  }

  /** They are there already, each at some moment of its life. */
  start(kinds: readonly RoomKind[], rooms: number): void {
    for (const kind of kinds) {
      const count = Math.round(rooms * kind.share)
      for (let room = 0; room < count; room += 1) this.#settle(kind)
    }
  }

  /** A room with its whole audience inside. */
  open(kind: RoomKind, size: number): Room {
    const room = this.#build(kind, size, () => {})
    room.goOn(Math.round(kind.audience * size))
    return room
  }

  #settle(kind: RoomKind): void {
    const size = this.#drawSize(kind)
    const age = this.#random.exponential(kind.life)
    const gathered = 1 - Math.exp(-age / kind.stay)
    const room = this.#build(kind, size, () => this.#begin(kind))
    room.goOn(Math.round(kind.audience * size * gathered))
  }

  #begin(kind: RoomKind): void {
    this.#build(kind, this.#drawSize(kind), () => this.#begin(kind)).create()
  }

  #build(kind: RoomKind, size: number, onDestroyed: () => void): Room {
    this.#rooms += 1
    const random = this.#random.fork(this.#rooms)
    return new Room(this.#timeline, random, this.#platform, kind, this.#rooms, size, onDestroyed)
  }

  /** Its mean is 1. */
  #drawSize({ unevenness }: RoomKind): number {
    return this.#random.lognormal(Math.exp(-(unevenness * unevenness) / 2), unevenness)
  }
}
