import { Histogram } from '../engine/histogram.ts'
import type { Timeline } from '../engine/timeline.ts'
import type { Callback, Delivered } from './callback.ts'

/** Counts what becomes of the callbacks of a run. */
export class Tally {
  /** After callbacks by how the platform saw them; one that is sent again counts once, as the best of them. */
  readonly delivered: Record<Delivered, number> = { acknowledged: 0, refused: 0, 'timed-out': 0 }
  /** Before callbacks: decided by their handler, answered by the fallback, refused, or too late for the platform. */
  readonly decided = { decided: 0, fallback: 0, refused: 0, 'timed-out': 0 }
  sent = 0
  stored = 0
  handled = 0
  dead = 0
  /** Stored, then forgotten by a store that failed over, before its handler ran. */
  lost = 0
  /** Whose handlers came to their end more than once. */
  ranTwice = 0
  /** From the sending of an After callback to its answer. */
  readonly answerDelays = new Histogram()
  /** From the sending of an After callback until it was handled. */
  readonly handledDelays = new Histogram()
  /** From when an attempt could begin, for the first attempt: what waiting in the store costs. */
  readonly waits = new Histogram()
  readonly backlog: Backlog
  /** Looks on, for tests. */
  onHandled: ((callback: Callback) => void) | undefined

  constructor(timeline: Timeline) {
    this.backlog = new Backlog(timeline)
  }
}

/** How many callbacks are stored and not yet handled. */
class Backlog {
  readonly #timeline: Timeline
  #now = 0
  #most = 0
  #usual: number | undefined
  #disturbedUntil = 0
  #drainedAt: number | undefined

  constructor(timeline: Timeline) {
    this.#timeline = timeline
  }

  get now(): number {
    return this.#now
  }

  get most(): number {
    return this.#most
  }

  grow(): void {
    this.#now += 1
    if (this.#now > this.#most) this.#most = this.#now
  }

  shrink(): void {
    this.#now -= 1
    if (this.#usual === undefined || this.#drainedAt !== undefined) return
    if (this.#timeline.now >= this.#disturbedUntil && this.#now <= this.#usual) this.#drainedAt = this.#timeline.now
  }

  /** From now on something is wrong, until then; the most so far is what is usual. */
  disturb(until: number): void {
    this.#usual ??= this.#most
    this.#disturbedUntil = Math.max(until, this.#disturbedUntil)
    this.#drainedAt = undefined
  }

  /** How long it took, after the disturbance, to come down to the usual; undefined when it has not. Unit: ms. */
  get drainTime(): number | undefined {
    return this.#drainedAt === undefined ? undefined : this.#drainedAt - this.#disturbedUntil
  }
}
