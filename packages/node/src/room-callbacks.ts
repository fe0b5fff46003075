import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  createRoomCallbacks,
  type Options,
  type Reception,
  type RoomCallbacks,
  refuseOtherHost,
  type SdkAppIds,
} from '@room-callbacks/core'
import { answer, bodySource, queryOf } from '@room-callbacks/core/http'

/** What `node:http` calls for each request. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => unknown

/** What handlers find in `context.host`. */
export interface NodeHost {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** A request listener that receives callbacks, and answers 404 to every other request. */
export interface NodeRoomCallbacks extends RoomCallbacks<NodeHost> {
  (request: IncomingMessage, response: ServerResponse): void
  /**
   * A listener that takes the callbacks out before the app sees them, and leaves it everything
   * else untouched. In front of Express this saves the price of Express for each callback.
   *
   * @example
   * createServer(callbacks.before(app)).listen(3000) // Koa: callbacks.before(app.callback())
   */
  before(listener: RequestListener): (request: IncomingMessage, response: ServerResponse) => void
}

/**
 * Receives Tencent RTC callbacks in a `node:http` server.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits; or a function that says of one whether it is served.
 * @throws `invalid-option`
 * @example
 * const callbacks = roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo))
 * createServer(callbacks.before(app)).listen(3000)
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: Options = {}): NodeRoomCallbacks {
  return createRoomCallbacks<NodeHost, RequestListener>(sdkAppIds, options, (receive, reception) => {
    const listen =
      (others: RequestListener): RequestListener =>
      (request, response, next?: unknown) => {
        // With a third value it is middleware of another host, whose other requests it would answer 404.
        if (next !== undefined || request.httpVersion === undefined) refuseOtherHost('node', [request, response, next])
        const reply = receive(new NodeRequest(request, response))
        if (reply === undefined) others(request, response)
        else answer(response, reply, reception)
      }
    return Object.assign(
      listen((_request, response) => answer(response, notFound(reception), reception)),
      { before: listen },
    )
  }) as NodeRoomCallbacks
}

async function notFound({ isClosing }: Reception) {
  return { status: 404, headers: { 'content-length': '0' }, body: '', close: isClosing(), closing: isClosing() }
}

class NodeRequest {
  readonly host: NodeHost

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.host = { request, response }
  }

  get method() {
    return this.host.request.method as string
  }
  get query() {
    return queryOf(this.host.request.url as string)
  }
  get headers() {
    return this.host.request.headers
  }
  get body() {
    return bodySource(this.host.request, this.host.request as IncomingMessage & { body: unknown; rawBody: unknown })
  }
  get remoteAddress() {
    return this.host.request.socket.remoteAddress
  }
}
