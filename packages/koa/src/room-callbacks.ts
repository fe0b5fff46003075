import {
  createRoomCallbacks,
  type Options,
  type Reply,
  type RoomCallbacks,
  refuseOtherHost,
  type SdkAppIds,
} from '@room-callbacks/core'
import { bodySource, endConnection, type ParsedBody, queryOf } from '@room-callbacks/core/http'
import type { Context as KoaContext, Middleware, Next } from 'koa'

/** What handlers find in `context.host`. */
export type KoaHost = KoaContext

/** A Koa middleware that receives callbacks and passes everything else on. */
export interface KoaRoomCallbacks extends Middleware, RoomCallbacks<KoaHost> {}

/**
 * Receives Tencent RTC callbacks in Koa 2 and 3.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits; or a function that says of one whether it is served.
 * @throws `invalid-option`
 * @example
 * app.use(roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo)))
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: Options = {}): KoaRoomCallbacks {
  return createRoomCallbacks<KoaHost, Middleware>(
    sdkAppIds,
    options,
    (receive) => (context: KoaContext, next: Next) => {
      if (context.request === undefined || context.req === undefined) refuseOtherHost('koa', [context, next])
      const reply = receive(new KoaRequest(context))
      return reply === undefined ? next() : reply.then((value) => answer(context, value))
    },
  ) as unknown as KoaRoomCallbacks
}

function answer({ res, response }: KoaContext, reply: Reply): void {
  const { status, headers, body } = reply
  // The app answered already, or the caller is gone.
  if (response.headerSent || !response.writable) return
  endConnection(res, reply)
  response.status = status
  for (const name in headers) {
    // Koa sets the length itself.
    if (name !== 'content-length') res.setHeader(name, headers[name] as string)
  }
  // Through Koa, so that middleware outside sees the answer.
  response.body = body
}

const doubt =
  'addresses: the Koa app has `proxy: true` without `maxIpsCount`, so it takes the first address of X-Forwarded-For, which any caller can write. The last one is checked instead. Set maxIpsCount to the number of your proxies.'

class KoaRequest {
  readonly host: KoaContext

  constructor(context: KoaContext) {
    this.host = context
  }

  get method() {
    return this.host.req.method as string
  }
  get query() {
    return queryOf(this.host.req.url as string)
  }
  get headers() {
    return this.host.req.headers
  }
  get body() {
    const { req, request } = this.host
    return bodySource(req, request as unknown as ParsedBody, req as unknown as ParsedBody)
  }
  get remoteAddress() {
    const { ip, ips } = this.host
    // The first address of the header is what the caller wrote, the last what the nearest proxy saw.
    return this.addressDoubt !== undefined && ip === ips[0] ? ips.at(-1) : ip
  }
  get addressDoubt() {
    const { proxy, maxIpsCount } = this.host.app
    return proxy && !(maxIpsCount > 0) ? doubt : undefined
  }
}
