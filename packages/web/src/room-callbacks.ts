import {
  createRoomCallbacks,
  type Reception,
  type RoomCallbacks,
  refuseOtherHost,
  type SdkAppIds,
} from '@room-callbacks/core'
import {
  type PlatformContext,
  platformOf,
  readWebOptions,
  responseOf,
  type WebOptions,
  WebRequest,
} from '@room-callbacks/core/web'

/** What handlers find in `context.host`. */
export interface WebHost {
  readonly request: Request
  /** What was given beside it: the context of a route handler, or what the runtime gave `fetch`. */
  readonly context: unknown
}

/** What a request can come with: what the platform offers, or the context of a route handler of Next. */
export type WebContext = PlatformContext | { readonly params: unknown }

/** Receives callbacks as `Request`, and answers with a `Response`; undefined means that it is no callback. */
export interface WebRoomCallbacks extends RoomCallbacks<WebHost> {
  (request: Request, context?: WebContext): Promise<Response> | undefined
  /**
   * The same as a route handler, which answers 404 to what is no callback.
   *
   * @example
   * export const POST = callbacks.handler // in app/callbacks/route.ts of Next
   * export const POST = (request: Request) => callbacks.handler(request, { waitUntil: after })
   */
  readonly handler: (request: Request, context?: WebContext) => Promise<Response>
  /**
   * The same as the `fetch` of Workers, Deno and Bun, which tell in their own ways what the platform offers.
   *
   * @example
   * export default { fetch: callbacks.fetch }
   */
  readonly fetch: (request: Request, environment?: unknown, context?: unknown) => Promise<Response>
}

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
  return createRoomCallbacks<WebHost, object>(sdkAppIds, others, (receive, reception) => {
    const respond = (request: Request, context: unknown, platform: () => PlatformContext) => {
      if (typeof request.headers?.get !== 'function') refuseOtherHost('web', [request, context])
      return receive(new WebRequest(request, { request, context }, platform, settings))?.then(responseOf)
    }
    const receiveWeb = (request: Request, context: WebContext = {}) =>
      respond(request, context, () => context as PlatformContext)
    return Object.assign(receiveWeb, {
      handler: async (request: Request, context?: WebContext) => receiveWeb(request, context) ?? notFound(reception),
      fetch: async (request: Request, environment?: unknown, context?: unknown) =>
        respond(request, context ?? environment, () => platformOf(request, environment, () => context)) ??
        notFound(reception),
    })
  }) as unknown as WebRoomCallbacks
}

const notFound = ({ isClosing }: Reception): Response =>
  responseOf({ status: 404, headers: { 'content-length': '0' }, body: '', close: isClosing() })
