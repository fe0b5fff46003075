import type { Reception, RoomCallbacks } from '@room-callbacks/core'
import {
  type BodyReader,
  type PlatformContext,
  platformOf,
  responseOf,
  WebRequest,
  type WebSettings,
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
export interface WebMiddleware {
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

/** The receiver of the web. */
export interface WebRoomCallbacks extends RoomCallbacks<WebHost>, WebMiddleware {}

/** What the callable of the web has brought for it: a small bundle has less of it. */
export interface WebParts {
  readonly bodyOf: BodyReader
  /** Refuses what another host hands to it. @throws `wrong-host` */
  readonly refuseOtherHost: (handed: readonly unknown[]) => never
}

/** Makes the callable of the web, given the way of a callback. */
export const webCallable =
  (settings: WebSettings, { bodyOf, refuseOtherHost }: WebParts) =>
  (receive: RoomCallbacks<WebHost>['receive'], reception: Reception): object => {
    const respond = (request: Request, context: unknown, platform: () => PlatformContext) => {
      if (typeof request.headers?.get !== 'function') refuseOtherHost([request, context])
      const received = new WebRequest(request, { request, context }, platform, settings, bodyOf)
      return receive(received)?.then((reply) => responseOf(reply, reply.close ? received.incoming : undefined))
    }
    const receiveWeb = (request: Request, context?: WebContext | null) =>
      respond(request, context ?? {}, () => (context ?? {}) as PlatformContext)
    return Object.assign(receiveWeb, {
      handler: (request: Request, context?: WebContext) =>
        answered(
          () => receiveWeb(request, context),
          reception,
          () => (context as PlatformContext | undefined)?.incoming,
        ),
      fetch: (request: Request, environment?: unknown, context?: unknown) =>
        answered(
          () => respond(request, context ?? environment, () => platformOf(request, environment, () => context)),
          reception,
          () => platformOf(request, environment, () => context).incoming,
        ),
    })
  }

/** An answer in any case. Not an async function: it would wait for the answer once more, which every callback would pay. */
function answered(
  respond: () => Promise<Response> | undefined,
  { isClosing }: Reception,
  incoming: () => unknown,
): Promise<Response> {
  try {
    return respond() ?? Promise.resolve(notFound(isClosing() ? incoming : undefined))
  } catch (error) {
    return Promise.reject(error)
  }
}

/** @param incoming The request of Node, asked for by a receiver that closes. */
function notFound(incoming: (() => unknown) | undefined): Response {
  const close = incoming !== undefined
  return responseOf({ status: 404, headers: { 'content-length': '0' }, body: '', close, closing: close }, incoming?.())
}
