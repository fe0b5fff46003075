import { EventHeap } from './event-heap.ts'

/** Simulated time: it jumps from event to event. */
export class Timeline {
  readonly #heap = new EventHeap()
  #now = 0
  #sequence = 0

  /** Unit: ms since the start. */
  get now(): number {
    return this.#now
  }

  at(time: number, run: () => void): void {
    if (!(time >= this.#now)) throw new RangeError(`${time} ms is over: it is ${this.#now} ms.`)
    this.#heap.add({ time, sequence: this.#sequence++, run })
  }

  after(duration: number, run: () => void): void {
    this.at(this.#now + duration, run)
  }

  /** Lets everything happen that is due until then, what it brings about included. */
  runUntil(end: number): void {
    for (let event = this.#heap.first; event !== undefined && event.time <= end; event = this.#heap.first) {
      this.#heap.takeFirst()
      this.#now = event.time
      event.run()
    }
    this.#now = end
  }
}
