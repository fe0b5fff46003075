/** Something that happens at a moment of simulated time. */
export interface SimulatedEvent {
  /** Unit: ms since the start. */
  readonly time: number
  /** Of two events of one moment, the one that was scheduled first comes first: that makes a run repeat exactly. */
  readonly sequence: number
  readonly run: () => void
}

const isBefore = (one: SimulatedEvent, other: SimulatedEvent): boolean =>
  one.time < other.time || (one.time === other.time && one.sequence < other.sequence)

/** Events, the earliest first: a binary heap. */
export class EventHeap {
  readonly #events: SimulatedEvent[] = []

  get first(): SimulatedEvent | undefined {
    return this.#events[0]
  }

  add(event: SimulatedEvent): void {
    const events = this.#events
    let place = events.length
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = events[above] as SimulatedEvent
      if (!isBefore(event, parent)) break
      events[place] = parent
      place = above
    }
    events[place] = event
  }

  takeFirst(): SimulatedEvent | undefined {
    const first = this.#events[0]
    const last = this.#events.pop()
    if (last !== undefined && this.#events.length > 0) this.#sink(last)
    return first
  }

  #sink(event: SimulatedEvent): void {
    const events = this.#events
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const right = events[left + 1]
      let child = events[left]
      if (child === undefined) break
      const isRight = right !== undefined && isBefore(right, child)
      if (isRight) child = right
      if (!isBefore(child, event)) break
      events[place] = child
      place = isRight ? left + 1 : left
    }
    events[place] = event
  }
}
