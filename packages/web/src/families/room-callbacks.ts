import type { Family, HandlerName, SdkAppIds } from '@room-callbacks/core'
import {
  createFamilyCallbacks,
  type FamilyCallbacks,
  type FamilyOptions,
  type NameOfFamilies,
  RoomCallbacksError,
} from '@room-callbacks/core/families'
import { readWebOptions, streamBody, type WebOptions } from '@room-callbacks/core/web'
import { type WebHost, type WebMiddleware, type WebParts, webCallable } from '../web-callable.ts'

/** The receiver of the web that knows some families alone. */
export interface WebFamilyCallbacks<Known extends HandlerName> extends FamilyCallbacks<WebHost, Known>, WebMiddleware {}

/**
 * The same as `roomCallbacks` of `@room-callbacks/web` for edge functions, whose bundle must be small: it knows the commands of
 * the families that are imported, and a bundler leaves out the others.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits.
 * @throws `invalid-option`; `family-not-given`, also when a handler is registered for a command of another family
 * @example
 * import { allow, live, roomCallbacks } from '@room-callbacks/web/families'
 *
 * const callbacks = roomCallbacks(1400000000, { families: [live], token })
 *   .on('Live.CallbackBeforeSendGift', () => allow())
 * export default { fetch: callbacks.fetch }
 */
export function roomCallbacks<const Families extends readonly Family[]>(
  sdkAppIds: SdkAppIds,
  options: WebOptions & FamilyOptions<Families>,
): WebFamilyCallbacks<NameOfFamilies<Families>> {
  const { families, ...rest } = options
  const [others, settings] = readWebOptions(rest)
  const given = { ...others, families } as FamilyOptions<Families>
  const callable = createFamilyCallbacks<WebHost, object, Families>(sdkAppIds, given, webCallable(settings, parts))
  return callable as unknown as WebFamilyCallbacks<NameOfFamilies<Families>>
}

const parts: WebParts = {
  bodyOf: streamBody,
  refuseOtherHost: () => {
    throw new RoomCallbacksError('wrong-host', 'This receiver is of @room-callbacks/web.')
  },
}
