import { createRoomCallbacks, type SdkAppIds } from '@room-callbacks/core'
import { readWebOptions, type WebOptions } from '@room-callbacks/core/web'
import { type WebHost, type WebRoomCallbacks, webCallable } from './web-callable.ts'

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
  return createRoomCallbacks<WebHost, object>(sdkAppIds, others, webCallable(settings)) as unknown as WebRoomCallbacks
}
