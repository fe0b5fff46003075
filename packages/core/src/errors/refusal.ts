import type { RefusalCode } from './refusals.ts'
import { RoomCallbacksError } from './room-callbacks-error.ts'
import { shareInstances } from './shared-scope.ts'

/** Thrown by the step that refuses a callback. */
export class Refusal extends RoomCallbacksError {
  declare readonly code: RefusalCode

  constructor(code: RefusalCode, detail?: string, options?: { readonly cause?: unknown }) {
    // A refusal is an answer to a caller, not a fault of this program: its stack would only
    // make an attacker's request dearer than an honest one.
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(code, detail, options)
    Error.stackTraceLimit = limit
  }
}

shareInstances(Refusal, 'Refusal')
