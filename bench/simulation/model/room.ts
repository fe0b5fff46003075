import type { CommandName } from '@room-callbacks/core'
import type { Activity, RoomKind } from '../assumptions.ts'
import type { Random } from '../engine/random.ts'
import type { Timeline } from '../engine/timeline.ts'
import type { Platform } from './platform.ts'

/**
 * A room from its creation to its end. Its events happen at random and with the same
 * chance in every moment, so one draw tells when the next thing happens, and a second what it is.
 */
export class Room {
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #platform: Platform
  readonly #kind: RoomKind
  readonly #number: number
  readonly #enterRate: number
  readonly #roomRate: number
  readonly #memberRate: number
  readonly #onDestroyed: () => void
  #members = 0
  #isOver = false

  /** @param size How much larger than usual it is. */
  constructor(
    timeline: Timeline,
    random: Random,
    platform: Platform,
    kind: RoomKind,
    number: number,
    size: number,
    onDestroyed: () => void,
  ) {
    this.#timeline = timeline
    this.#random = random
    this.#platform = platform
    this.#kind = kind
    this.#number = number
    this.#onDestroyed = onDestroyed
    this.#enterRate = (kind.audience * size) / kind.stay
    this.#roomRate = rateOf(kind, 'room')
    this.#memberRate = rateOf(kind, 'member')
  }

  create(): void {
    this.#send(this.#kind.create)
    this.#plan()
  }

  /** It was there before the simulation began. */
  goOn(members: number): void {
    this.#members = members
    this.#plan()
  }

  destroy(): void {
    this.#isOver = true
    this.#send(this.#kind.destroy)
    this.#onDestroyed()
  }

  #plan(): void {
    if (this.#isOver) return
    const { stay, life } = this.#kind
    const rate = this.#enterRate + this.#roomRate + 1 / life + this.#members * (1 / stay + this.#memberRate)
    this.#timeline.after(this.#random.exponential(1 / rate), () => this.#happen(this.#random.uniform() * rate))
  }

  /** @param share Where it falls tells what happens: the rates lie one after the other. */
  #happen(share: number): void {
    if (this.#isOver) return
    const { stay } = this.#kind
    let left = share
    const falls = (rate: number): boolean => {
      left -= rate
      return left < 0
    }
    if (falls(this.#enterRate)) this.#enter()
    else if (falls(this.#members / stay)) this.#leave()
    else if (falls(this.#roomRate)) this.#act('room')
    else if (falls(this.#members * this.#memberRate)) this.#act('member')
    else this.destroy()
    this.#plan()
  }

  #enter(): void {
    this.#members += 1
    this.#send(this.#kind.enter)
  }

  #leave(): void {
    this.#members -= 1
    this.#send(this.#kind.leave)
  }

  #act(by: Activity['by']): void {
    let left = this.#random.uniform() * rateOf(this.#kind, by)
    for (const activity of this.#kind.activities) {
      if (activity.by !== by) continue
      left -= 1 / activity.every
      if (left >= 0) continue
      const [first, second] = activity.commands
      this.#platform.send(first, this.#number, second && (() => this.#send(second)))
      return
    }
  }

  #send(command: CommandName): void {
    this.#platform.send(command, this.#number)
  }
}

/** How often the room, or each member, does something. Unit: times a ms. */
const rateOf = ({ activities }: RoomKind, by: Activity['by']): number =>
  activities.reduce((sum, activity) => (activity.by === by ? sum + 1 / activity.every : sum), 0)
