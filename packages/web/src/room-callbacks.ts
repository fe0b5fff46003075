import { createRoomCallbacks, refuseOtherHost, type SdkAppIds } from '@room-callbacks/core'
import { readWebOptions, type WebOptions, webBody } from '@room-callbacks/core/web'
import { type WebHost, type WebParts, type WebRoomCallbacks, webCallable } from './web-callable.ts'

/**
 * Receives Tencent RTC callbacks wherever there are `Request` and `Response`: Next, Workers, Deno, Bun, SvelteKit, Nitro.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits.
 * @throws `invalid-option`
 * @example
 * const callbacks = roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo))
 * export const POST = callbacks.handler
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: WebOptions = {}): WebRoomCallbacks {
  const [others, settings] = readWebOptions(options)
  const callable = webCallable(settings, parts)
  return createRoomCallbacks<WebHost, object>(sdkAppIds, others, callable) as unknown as WebRoomCallbacks
}

const parts: WebParts = { bodyOf: webBody, refuseOtherHost: (handed) => refuseOtherHost('web', handed) }
