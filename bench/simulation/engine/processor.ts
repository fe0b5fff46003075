import type { Timeline } from './timeline.ts'

/** One core that does one thing after the other, in order of arrival, as an event loop does. */
export class Processor {
  readonly #timeline: Timeline
  #freeAt = 0
  #busy = 0

  constructor(timeline: Timeline) {
    this.#timeline = timeline
  }

  /** @returns When work that arrives now is done. */
  work(duration: number): number {
    this.#freeAt = Math.max(this.#timeline.now, this.#freeAt) + duration
    this.#busy += duration
    return this.#freeAt
  }

  /** The part of the time so far in which it worked; work that is still queued counts. */
  get utilisation(): number {
    return this.#timeline.now === 0 ? 0 : this.#busy / this.#timeline.now
  }
}
