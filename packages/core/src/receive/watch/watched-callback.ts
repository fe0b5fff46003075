import type { Reply } from '../../reply.ts'
import type { CallbackQuery } from '../admit/scan-query.ts'
import type { Parts } from '../parts.ts'
import type { CallbackRequest } from '../request.ts'
import { AnsweredCallback, type ValidCallback } from './answered-callback.ts'
import { HandlingNotes } from './handling-notes.ts'
import type { Observation } from './observation.ts'

/** What the way of a callback leaves behind for its observers. */
export interface Passed {
  readonly parts: Parts
  readonly request: CallbackRequest
  readonly query: CallbackQuery
  readonly receivedAt: number
  readonly raw: Uint8Array | undefined
  readonly isReparsed: boolean
  /** What the step that refused it threw. */
  readonly thrown: unknown
  readonly valid: ValidCallback | undefined
}

/** Accompanies one callback. Made only while somebody observes. */
export class WatchedCallback {
  readonly notes: HandlingNotes
  readonly #parts: Parts
  readonly #startedAt: number
  #observation: Observation | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#startedAt = performance.now()
    this.notes = new HandlingNotes(this)
  }

  /** Tells the observers of the answer. */
  answered(passed: Passed, reply: Reply): void {
    const observation = new AnsweredCallback(passed, reply, performance.now() - this.#startedAt, this.notes)
    this.#observation = observation
    this.#parts.watch.tellAnswered(observation, { request: passed.request, event: passed.valid?.event })
  }

  /** Tells the observers that its handlers came to their end, or failed, after the answer. */
  handlingChanged(): void {
    if (this.#observation) this.#parts.watch.tellChanged(this.#observation)
  }
}
