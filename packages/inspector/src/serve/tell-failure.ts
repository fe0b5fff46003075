import { copyForeign } from '@room-callbacks/core'
import { report } from '@room-callbacks/core/inspect'

/** Tells the operator why the inspector failed. What was thrown may hold a packet, or be another middleware's. */
export const tellFailure = (callbacks: object, cause: unknown): void =>
  report(callbacks, 'the inspector', copyForeign(cause))
