import type { Random } from '../engine/random.ts'
import type { Timeline } from '../engine/timeline.ts'
import { drawDuration } from './draw-duration.ts'
import type { StoreCosts } from './plant.ts'

/** What a process asks of the store. */
export interface Operation {
  /** What the writer works for it. Unit: ms. */
  readonly cost: number
  /** It is safe, and the process knows. */
  done(): void
  /** The store was away. Left out, the process asks again until it is back. */
  failed?(): void
}

/** How long a process waits for a store that does not answer. Unit: ms. */
const patience = 500

/**
 * One writer that commits in groups: what arrives during a commit waits for the next one. That is
 * how a SQLite store and a Redis that syncs its log behave, and why both are faster the busier they are.
 */
export class Store {
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #costs: StoreCosts
  #waiting: Operation[] = []
  #isCommitting = false
  #isAway = false
  /** A commit that began before the store went away is not heard of again. */
  #life = 0
  #busy = 0

  constructor(timeline: Timeline, random: Random, costs: StoreCosts) {
    this.#timeline = timeline
    this.#random = random
    this.#costs = costs
  }

  /** The part of the time in which its writer worked. The disk is not in it: a commit costs the same for one and for all. */
  get utilisation(): number {
    return this.#timeline.now === 0 ? 0 : this.#busy / this.#timeline.now
  }

  get costs(): StoreCosts {
    return this.#costs
  }

  submit(operation: Operation): void {
    if (this.#isAway && operation.failed !== undefined) {
      this.#timeline.after(patience, () => operation.failed?.())
      return
    }
    this.#waiting.push(operation)
    if (!this.#isCommitting && !this.#isAway) this.#commit()
  }

  /** The store answers no request for a while. */
  goAway(duration: number): void {
    this.#isAway = true
    this.#isCommitting = false
    this.#life += 1
    const interrupted = this.#waiting
    this.#waiting = []
    for (const operation of interrupted) this.submit(operation)
    this.#timeline.after(duration, () => this.#return())
  }

  #return(): void {
    this.#isAway = false
    if (this.#waiting.length > 0) this.#commit()
  }

  #commit(): void {
    const batch = this.#waiting
    this.#waiting = []
    let work = 0
    for (const { cost } of batch) work += cost
    const duration = drawDuration(this.#costs.commit, this.#random) + work
    this.#isCommitting = true
    this.#busy += work
    const life = this.#life
    this.#timeline.after(duration, () => this.#committed(batch, life))
  }

  #committed(batch: readonly Operation[], life: number): void {
    // Its connection broke meanwhile: the outcome is unknown, so the request is sent again.
    if (life !== this.#life) {
      for (const operation of batch) this.submit(operation)
      return
    }
    this.#isCommitting = false
    if (this.#waiting.length > 0) this.#commit()
    if (this.#costs.roundTrip === 0) finish(batch)
    else this.#timeline.after(this.#costs.roundTrip, () => finish(batch))
  }
}

function finish(batch: readonly Operation[]): void {
  for (const operation of batch) operation.done()
}
