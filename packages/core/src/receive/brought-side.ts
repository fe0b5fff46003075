import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { sharedKey } from '../errors/shared-scope.ts'
import type { MakeInboxSide } from './services.ts'

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
