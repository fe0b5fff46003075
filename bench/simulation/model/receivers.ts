import { Processor } from '../engine/processor.ts'
import type { Random } from '../engine/random.ts'
import type { Timeline } from '../engine/timeline.ts'
import type { Callback } from './callback.ts'
import { drawDuration } from './draw-duration.ts'
import type { SimulatedInbox } from './inbox.ts'
import type { Plant } from './plant.ts'

/** `fallback`: a Before callback was answered with its fallback, for its handler was late. */
export type Answer = 'ok' | 'fallback' | 'refused'

/** Told what a callback was answered, and when: that may have been a moment ago. */
export type OnAnswer = (answer: Answer, at: number) => void

interface Receiver {
  readonly processor: Processor
  inHand: number
}

/** Processes that receive, behind something that spreads callbacks over them at random. */
export class Receivers {
  readonly processors: readonly Processor[]
  readonly #receivers: readonly Receiver[]
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #plant: Plant
  readonly #inbox: SimulatedInbox

  constructor(timeline: Timeline, random: Random, plant: Plant, inbox: SimulatedInbox) {
    this.#timeline = timeline
    this.#random = random
    this.#plant = plant
    this.#inbox = inbox
    this.processors = Array.from({ length: plant.receivers }, () => new Processor(timeline))
    this.#receivers = this.processors.map((processor) => ({ processor, inHand: 0 }))
  }

  receive(callback: Callback, onAnswer: OnAnswer): void {
    const receiver = this.#receivers[this.#random.below(this.#receivers.length)] as Receiver
    const { process, decision } = this.#plant
    const cost = callback.isBefore ? process.decide + decision.cpu : process.receive
    this.#timeline.at(receiver.processor.work(cost), () => this.#handle(receiver, callback, onAnswer))
  }

  #handle(receiver: Receiver, callback: Callback, onAnswer: OnAnswer): void {
    if (receiver.inHand >= this.#plant.receiver.concurrency) {
      onAnswer('refused', this.#timeline.now)
      return
    }
    receiver.inHand += 1
    if (callback.isBefore) this.#decide(receiver, onAnswer)
    else this.#store(receiver, callback, onAnswer)
  }

  #decide(receiver: Receiver, onAnswer: OnAnswer): void {
    const duration = drawDuration(this.#plant.decision.duration, this.#random)
    const { deadline } = this.#plant.receiver
    this.#timeline.after(Math.min(duration, deadline), () => {
      receiver.inHand -= 1
      onAnswer(duration > deadline ? 'fallback' : 'ok', this.#timeline.now)
    })
  }

  /** Never an OK before it is stored; and what is stored after the deadline was refused already. */
  #store(receiver: Receiver, callback: Callback, onAnswer: OnAnswer): void {
    const end = this.#timeline.now + this.#plant.receiver.deadline
    this.#inbox.put(callback, (outcome) => {
      receiver.inHand -= 1
      const { now } = this.#timeline
      const isOk = now <= end && (outcome === 'stored' || outcome === 'duplicate')
      onAnswer(isOk ? 'ok' : 'refused', Math.min(now, end))
    })
  }
}
