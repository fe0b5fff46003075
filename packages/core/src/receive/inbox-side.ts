import { startDelivery } from './deliver.ts'
import type { IncomingCallback, ValidCallback } from './incoming-callback.ts'
import type { MakeInboxSide } from './services.ts'
import { deadLetterInvalid, deadLetterUnknown, handOver, recordDecision } from './store-callback.ts'
import { UnhandledWarnings } from './unhandled-warnings.ts'

/** The way of callbacks through an inbox. */
export const makeInboxSide: MakeInboxSide = (services, inbox) => {
  const warnings = new UnhandledWarnings()
  return {
    handOver: (valid: ValidCallback) => handOver(services, inbox, warnings, valid),
    deadLetterUnknown: (callback: IncomingCallback) => deadLetterUnknown(callback, inbox),
    deadLetterInvalid: (callback: IncomingCallback, error) => deadLetterInvalid(callback, inbox, error),
    recordDecision: (valid: ValidCallback, reply) => recordDecision(services, inbox, valid, reply),
    startDelivery: () => startDelivery(services, inbox),
  }
}
