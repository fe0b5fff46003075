import type { Processor } from '../engine/processor.ts'
import type { Random } from '../engine/random.ts'
import type { Timeline } from '../engine/timeline.ts'
import type { Callback } from './callback.ts'
import { drawDuration } from './draw-duration.ts'
import type { SimulatedInbox } from './inbox.ts'
import type { Plant } from './plant.ts'

/** What handlers depend on; everything they do takes this much longer while it is slow. */
export interface Surroundings {
  slowness: number
}

interface Attempt {
  readonly callback: Callback
  /** Tells this attempt from any later one. */
  readonly hold: number
  readonly takenAt: number
}

/** A process that delivers: it takes as much as it has free hands, as the delivery loop in core does. */
export class Worker {
  readonly processor: Processor
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #plant: Plant
  readonly #inbox: SimulatedInbox
  readonly #surroundings: Surroundings
  readonly #held = new Set<Attempt>()
  #running = 0
  #isTaking = false
  #isAlive = true

  constructor(
    processor: Processor,
    timeline: Timeline,
    random: Random,
    plant: Plant,
    inbox: SimulatedInbox,
    surroundings: Surroundings,
  ) {
    this.processor = processor
    this.#timeline = timeline
    this.#random = random
    this.#plant = plant
    this.#inbox = inbox
    this.#surroundings = surroundings
  }

  get canTake(): boolean {
    return this.#isAlive && !this.#isTaking && this.#free > 0
  }

  get #free(): number {
    return this.#inbox.settings.concurrency - this.#running
  }

  wake(): void {
    if (!this.canTake || this.#inbox.ready === 0) return
    this.#isTaking = true
    this.#inbox.take(this.#free, (callbacks) => {
      this.#isTaking = false
      for (const callback of callbacks) this.#start(callback)
      this.wake()
    })
  }

  /** Dies with everything in hand; what it holds is another's when its lease is over. */
  die(): void {
    this.#isAlive = false
    const { lease } = this.#inbox.settings
    const lastBeat = this.#timeline.now - (this.#random.uniform() * lease) / 3
    for (const attempt of this.#held) this.#abandon(attempt, Math.max(attempt.takenAt, lastBeat) + lease)
  }

  #start(callback: Callback): void {
    const { now } = this.#timeline
    const attempt: Attempt = { callback, hold: callback.hold, takenAt: now }
    // It died while the store was answering.
    if (!this.#isAlive) {
      this.#abandon(attempt, now + this.#inbox.settings.lease)
      return
    }
    this.#running += 1
    this.#held.add(attempt)
    const { handler, process } = this.#plant
    const startsAt = this.processor.work(process.deliver + handler.cpu)
    const duration = drawDuration(handler.duration, this.#random) * this.#surroundings.slowness
    const limit = this.#inbox.settings.timeout
    const isHandled = duration <= limit && !this.#random.isTrue(handler.failures)
    this.#timeline.at(startsAt + Math.min(duration, limit), () => {
      if (this.#isAlive) this.#settle(attempt, isHandled)
    })
  }

  #settle(attempt: Attempt, isHandled: boolean): void {
    const { callback, hold } = attempt
    if (isHandled) callback.effects += 1
    this.#running -= 1
    this.#inbox.settle(callback, hold, isHandled, () => this.#held.delete(attempt))
    this.wake()
  }

  #abandon({ callback, hold }: Attempt, until: number): void {
    this.#timeline.at(until, () => {
      if (callback.hold === hold && callback.state === 'running') this.#inbox.takeAway(callback)
    })
  }
}
