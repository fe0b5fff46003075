import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Reporter } from '../../handlers/reporter.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { Work } from '../work.ts'
import type { HandlingNotes } from './handling-notes.ts'
import type { Observation, ObservedDelivery, Observer, Passing } from './observation.ts'

/** Who observes a receiver. */
export class Watch {
  // Undefined when nobody does: one look at it is all that a callback pays then.
  observers: readonly Observer[] | undefined
  #observations = 0
  readonly #reporter: Reporter
  readonly #work: Work

  constructor(reporter: Reporter, work: Work) {
    this.#reporter = reporter
    this.#work = work
    reporter.onError = noteError
  }

  add(observer: Observer): void {
    this.observers = [...(this.observers ?? []), observer]
  }

  remove(observer: Observer): void {
    const left = this.observers?.filter((other) => other !== observer) ?? []
    this.observers = left.length > 0 ? left : undefined
  }

  /** The number of one more observation. */
  nextNumber(): number {
    return ++this.#observations
  }

  /** Tells every observer, in the order in which they came; what one throws changes no reply. */
  tellAnswered(observation: Observation, passing: Passing): void {
    this.#tell((observer) => observer.answered(observation, passing))
  }

  tellChanged(observation: Observation): void {
    this.#tell((observer) => observer.changed?.(observation))
  }

  tellDelivered(delivery: ObservedDelivery, event: Packet | undefined): void {
    this.#tell((observer) => observer.delivered?.(delivery, event))
  }

  #tell(tell: (observer: Observer) => void): void {
    // Whoever observed may have stopped meanwhile.
    for (const observer of this.observers ?? []) {
      try {
        tell(observer)
      } catch (cause) {
        const error = new RoomCallbacksError('hook-failed', 'It was an observer.', { cause })
        void this.#work.hook(this.#reporter.error(error, undefined))
      }
    }
  }
}

/** Notes an error with the callback that it belongs to, if that one is watched. */
function noteError(error: RoomCallbacksError, context: object | undefined): void {
  const { watched } = (context ?? {}) as { readonly watched?: HandlingNotes | undefined }
  watched?.fail(error)
}
