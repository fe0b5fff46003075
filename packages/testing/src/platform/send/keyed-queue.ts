/** What is to be sent; it never rejects. */
type Sending = () => Promise<void>

interface Lane {
  tail: Promise<void>
  /** What waits until something else of the lane was sent. */
  held: Sending | undefined
}

/** Keeps what belongs to one room in order, while rooms go on beside each other. */
export class KeyedQueue {
  readonly #lanes = new Map<string, Lane>()

  /** Sends behind what the lane has already, and then what was held back. */
  append(name: string, sending: Sending): void {
    const lane = this.#laneOf(name)
    const { held } = lane
    lane.held = undefined
    this.#chain(name, lane, sending)
    if (held) this.#chain(name, lane, held)
  }

  /** Holds something back until after the next of its lane. Gives whether it could: one at a time is held. */
  hold(name: string, sending: Sending): boolean {
    const lane = this.#laneOf(name)
    if (lane.held) return false
    lane.held = sending
    return true
  }

  /** Resolves when everything was sent, what was held back included. */
  async settled(): Promise<void> {
    while (this.#lanes.size > 0) {
      for (const [name, lane] of this.#lanes) {
        const { held } = lane
        lane.held = undefined
        if (held) this.#chain(name, lane, held)
      }
      await Promise.all([...this.#lanes.values()].map(({ tail }) => tail))
    }
  }

  #laneOf(name: string): Lane {
    const lane = this.#lanes.get(name) ?? { tail: Promise.resolve(), held: undefined }
    this.#lanes.set(name, lane)
    return lane
  }

  #chain(name: string, lane: Lane, sending: Sending): void {
    const tail = lane.tail.then(sending).then(() => {
      if (lane.tail === tail && !lane.held) this.#lanes.delete(name)
    })
    lane.tail = tail
  }
}
