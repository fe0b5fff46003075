import type { Outcome } from '@room-callbacks/core'

/** How the deliveries of a receiver are answered: when the handler is done, at once, or with its verdict. */
export type Kind = 'after' | 'received' | 'before'

/** What a delivery was answered, in the model. */
interface Answered {
  readonly outcome: Outcome
  /** Which run of the handler decided it; undefined for the standard OK. */
  readonly run: number | undefined
}

interface Delivery {
  readonly until: number
  answered: Answered | undefined
}

interface Packet {
  readonly waiting: Delivery[]
  owner: Delivery | undefined
  /** The run of the handler that holds the claim. */
  run: number | undefined
  stored: { readonly run: number | undefined } | undefined
}

export const deadline = 1500

/** What the receiver promises about repeated deliveries, in the plainest form. */
export class DeliveryModel {
  readonly deliveries: Delivery[] = []
  readonly #packets = new Map<number, Packet>()
  readonly #kind: Kind
  #now = 0
  #runs = 0

  constructor(kind: Kind) {
    this.#kind = kind
  }

  /** How many times the handler was called. */
  get runs(): number {
    return this.#runs
  }

  deliver(key: number): void {
    const packet = this.#packets.get(key) ?? { waiting: [], owner: undefined, run: undefined, stored: undefined }
    this.#packets.set(key, packet)
    const delivery: Delivery = { until: this.#now + deadline, answered: undefined }
    this.deliveries.push(delivery)
    if (packet.stored) delivery.answered = { outcome: 'duplicate', run: packet.stored.run }
    else if (packet.run !== undefined) packet.waiting.push(delivery)
    else this.#start(packet, delivery)
  }

  finish(run: number, succeeds: boolean): void {
    const packet = [...this.#packets.values()].find((packet) => packet.run === run)
    // Its Before callback was answered at the deadline: what it says now is too late.
    if (!packet) return
    const { owner } = packet
    packet.run = undefined
    packet.owner = undefined
    if (succeeds) {
      const decided = this.#kind === 'before' ? run : undefined
      answer(owner, { outcome: 'handled', run: decided })
      this.#store(packet, decided)
    } else {
      answer(owner, { outcome: this.#kind === 'before' ? 'fallback' : 'handler-failed', run: undefined })
      const next = unanswered(packet.waiting)[0]
      if (next) this.#start(packet, next)
    }
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds
    for (const packet of this.#packets.values()) {
      const late = (delivery: Delivery) => delivery.until <= this.#now
      for (const delivery of packet.waiting.filter(late)) answer(delivery, { outcome: 'duplicate', run: undefined })
      const { owner } = packet
      if (!owner || owner.answered || !late(owner)) continue
      answer(owner, { outcome: 'timed-out', run: undefined })
      if (this.#kind !== 'before') continue
      packet.run = undefined
      packet.owner = undefined
      this.#store(packet, undefined)
    }
  }

  #start(packet: Packet, owner: Delivery): void {
    packet.waiting.splice(0, packet.waiting.length, ...packet.waiting.filter((delivery) => delivery !== owner))
    packet.owner = owner
    packet.run = this.#runs++
    if (this.#kind === 'received') answer(owner, { outcome: 'accepted', run: undefined })
  }

  #store(packet: Packet, run: number | undefined): void {
    packet.stored = { run }
    for (const delivery of packet.waiting) answer(delivery, { outcome: 'duplicate', run })
  }
}

const unanswered = (deliveries: readonly Delivery[]) => deliveries.filter(({ answered }) => !answered)

function answer(delivery: Delivery | undefined, answered: Answered): void {
  if (delivery) delivery.answered ??= answered
}
