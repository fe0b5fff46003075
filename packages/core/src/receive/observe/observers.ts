import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Reporter } from '../../handlers/reporter.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { HandlerStats } from './handler-stats.ts'
import type { Observation, ObservedDelivery, Observer, Passing } from './observation.ts'
import { type Notified, ObservedCallback } from './observed-callback.ts'

/** The observers of a receiver. Brought by what observes, so that a bundle in which nothing does is without it. */
export class Observers implements Notified {
  // Undefined when there is none: one look at it is all that a callback pays then.
  list: readonly Observer[] | undefined
  #observations = 0
  readonly #reporter: Reporter

  constructor(reporter: Reporter) {
    this.#reporter = reporter
    reporter.onError = noteError
  }

  /** What accompanies a callback; undefined when there is no observer. */
  accompany(): ObservedCallback | undefined {
    return this.list && new ObservedCallback(this)
  }

  add(observer: Observer): void {
    this.list = [...(this.list ?? []), observer]
  }

  remove(observer: Observer): void {
    const left = this.list?.filter((other) => other !== observer) ?? []
    this.list = left.length > 0 ? left : undefined
  }

  /** The number of one more observation. */
  nextNumber(): number {
    return ++this.#observations
  }

  /** Notifies every observer, in the order in which they came; what one throws changes no reply. */
  notifyAnswered(observation: Observation, passing: Passing): void {
    this.#notify((observer) => observer.answered(observation, passing))
  }

  notifyChanged(observation: Observation): void {
    this.#notify((observer) => observer.changed?.(observation))
  }

  notifyDelivered(delivery: ObservedDelivery, event: Packet | undefined): void {
    this.#notify((observer) => observer.delivered?.(delivery, event))
  }

  #notify(notify: (observer: Observer) => void): void {
    // The last observer may have stopped meanwhile.
    for (const observer of this.list ?? []) {
      try {
        notify(observer)
      } catch (cause) {
        this.#reporter.emit(new RoomCallbacksError('hook-failed', 'It was an observer.', { cause }))
      }
    }
  }
}

/** Notes an error with the callback that it belongs to, if that one is observed. */
function noteError(error: RoomCallbacksError, context: object | undefined): void {
  const { observed } = (context ?? {}) as { readonly observed?: HandlerStats | undefined }
  observed?.fail(error)
}
