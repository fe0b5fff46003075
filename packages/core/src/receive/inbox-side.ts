import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { sharedKey } from '../errors/shared-scope.ts'
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

/** Where an inbox has the way of callbacks through it. A key that the other copy of this release has, too. */
export const brought: unique symbol = /* @__PURE__ */ sharedKey('inbox side') as never

/** The way of callbacks through an inbox, as `createInbox` put it there. @throws `invalid-option` */
export const broughtSide: MakeInboxSide = (services, inbox) => {
  const { [brought]: make } = inbox as { readonly [brought]?: MakeInboxSide }
  if (make) return make(services, inbox)
  throw new RoomCallbacksError(
    'invalid-option',
    'inbox: expected one of openInbox() or createInbox(), of the release of @room-callbacks/core that the receiver is of.',
  )
}
