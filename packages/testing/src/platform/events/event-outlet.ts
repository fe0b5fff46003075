import type { CommandName, EventMap, NamedEvent } from '@room-callbacks/core'
import type { SeededRandom } from '../faults/seeded-random.ts'
import type { Actor } from './actor.ts'
import type { EventEnd, EventProduct, SendEvent } from './platform-event.ts'

/** What an outlet needs of the settings of a platform. */
export interface OutletSettings {
  readonly administrators: readonly string[]
  readonly clock: () => number
}

/** Where an event belongs, and who caused it. */
export interface EventPlace {
  readonly product: EventProduct
  readonly lane: string
  /** The room or group that it is about. */
  readonly room?: string | undefined
  readonly operator: string
  readonly actor: Actor
}

/** The way of events out of a backend: gives each its time, and its acting client. */
export class EventOutlet {
  readonly chance: SeededRandom
  readonly settings: OutletSettings
  readonly #send: SendEvent
  #lastTime = 0

  constructor(settings: OutletSettings, chance: SeededRandom, send: SendEvent) {
    this.settings = settings
    this.chance = chance
    this.#send = send
  }

  /**
   * The time of an event. Unit: ms since 1970. Each is later than the one before, as far as a clock that
   * stands still allows it: a receiver that gets them out of order can tell their order.
   */
  eventTime(): number {
    this.#lastTime = Math.max(this.settings.clock(), this.#lastTime + 1)
    return this.#lastTime
  }

  /** Whether an account is an administrator: it acts through REST, from a server. */
  isAdministrator(account: string): boolean {
    return this.settings.administrators.includes(account)
  }

  /** Sends the packet of an event. */
  send<Name extends CommandName>(
    { product, lane, room, operator, actor: { OptPlatform, ClientIP = '127.0.0.1' } }: EventPlace,
    packet: EventMap[Name],
  ): Promise<EventEnd> {
    const platform = OptPlatform ?? (this.isAdministrator(operator) ? 'RESTAPI' : 'Android')
    return this.#send({ product, room, lane, packet: packet as NamedEvent, actor: { OptPlatform: platform, ClientIP } })
  }
}
