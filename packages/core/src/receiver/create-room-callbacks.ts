import { giveTexts } from '../errors/error-table.ts'
import { families } from '../generated/catalog.ts'
import { type Options, optionTable } from '../generated/options.ts'
import type { SdkAppIds } from '../options/app-functions.ts'
import { Catalog } from '../protocol/catalog.ts'
import { makeInboxSide } from '../receive/inbox-side.ts'
import { createCallable, type Reception } from './create-callable.ts'
import type { RoomCallbacks } from './room-callbacks.ts'

/**
 * Makes the callable of an adapter: the host's own middleware with `on`, `off` and the rest on it.
 *
 * @param middleware Makes the middleware, given the way of a callback.
 * @throws `invalid-option`
 */
export function createRoomCallbacks<Host, Middleware extends object>(
  sdkAppIds: SdkAppIds,
  options: Options,
  middleware: (receive: RoomCallbacks<Host>['receive'], reception: Reception) => Middleware,
): Middleware & RoomCallbacks<Host> {
  giveTexts()
  const known = { catalog: new Catalog(families), optionTable, makeInboxSide }
  return createCallable(known, sdkAppIds, options, middleware)
}
