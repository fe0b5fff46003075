import { makeCallable, type Options, type RoomCallbacks, type SdkAppIds } from '@room-callbacks/core'
import { bodySource } from '@room-callbacks/core/http'
import type { Context as KoaContext, Middleware, Next } from 'koa'

/** What handlers find in `context.host`. */
export type KoaHost = KoaContext

/** A Koa middleware that receives callbacks and passes everything else on. */
export interface KoaRoomCallbacks extends Middleware, RoomCallbacks<KoaHost> {}

/**
 * Receives Tencent RTC callbacks in Koa 2 and 3.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits.
 * @throws `invalid-option`
 * @example
 * app.use(roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo)))
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: Options = {}): KoaRoomCallbacks {
  return makeCallable<KoaHost, Middleware>(sdkAppIds, options, (receive) => async (context: KoaContext, next: Next) => {
    const reply = await receive(new KoaRequest(context))
    if (reply === undefined) return next()
    context.status = reply.status
    for (const [name, value] of Object.entries(reply.headers)) context.res.setHeader(name, value)
    if (reply.close && context.req.httpVersionMajor < 2) context.res.setHeader('connection', 'close')
    // Through Koa, so that middleware outside sees the answer.
    context.body = reply.body
  }) as unknown as KoaRoomCallbacks
}

class KoaRequest {
  readonly host: KoaContext

  constructor(context: KoaContext) {
    this.host = context
  }

  get method() {
    return this.host.method
  }
  get query() {
    return this.host.querystring
  }
  get headers() {
    return this.host.req.headers
  }
  get body() {
    return bodySource(this.host.req, this.host.request as unknown as { body: unknown; rawBody: unknown })
  }
  get remoteAddress() {
    // Honours the app's `proxy`.
    return this.host.ip
  }
}
