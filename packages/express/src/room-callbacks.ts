import {
  createRoomCallbacks,
  type Options,
  type RoomCallbacks,
  refuseOtherHost,
  type SdkAppIds,
} from '@room-callbacks/core'
import { answer, bodySource, queryOf } from '@room-callbacks/core/http'
import type { NextFunction, Request, Response } from 'express'

/** What handlers find in `context.host`. */
export interface ExpressHost {
  readonly request: Request
  readonly response: Response
}

/**
 * An Express middleware that receives callbacks and passes everything else on. Generic, so that a
 * route that it stands in keeps the types of its own parameters.
 */
export interface ExpressRoomCallbacks extends RoomCallbacks<ExpressHost> {
  <Params, ResponseBody, RequestBody, Query, Locals extends Record<string, unknown>>(
    request: Request<Params, ResponseBody, RequestBody, Query, Locals>,
    response: Response<ResponseBody, Locals>,
    next: NextFunction,
  ): void
}

/**
 * Receives Tencent RTC callbacks in Express 4 and 5, under any path.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits; or a function that says of one whether it is served.
 * @throws `invalid-option`
 * @example
 * app.use(roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo)))
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: Options = {}): ExpressRoomCallbacks {
  return createRoomCallbacks<ExpressHost, object>(
    sdkAppIds,
    options,
    (receive, reception) => (request: Request, response: Response, next: NextFunction) => {
      // With `createServer(callbacks)` there is no `next`, and no app.
      if (next === undefined || request.app === undefined) refuseOtherHost('express', [request, response, next])
      const reply = receive(new ExpressRequest(request, response))
      if (reply === undefined) next()
      else answer(response, reply, reception, next)
    },
  ) as unknown as ExpressRoomCallbacks
}

const doubt =
  'addresses: `trust proxy` of the Express app trusts every address, so the app takes the first one of X-Forwarded-For, which any caller can write. The last one is checked instead. Set `trust proxy` to the number of your proxies.'

// An address of documentation (RFC 5737), behind 1000 proxies: a setting that trusts it trusts every address.
const documented = '203.0.113.1'
const proxies = 1000

class ExpressRequest {
  readonly host: ExpressHost

  constructor(request: Request, response: Response) {
    this.host = { request, response }
  }

  get method() {
    return this.host.request.method
  }
  get query() {
    // Not `url`: some apps rewrite it; and not `query`: a query parser merges what must be refused.
    return queryOf(this.host.request.originalUrl)
  }
  get headers() {
    return this.host.request.headers
  }
  get body() {
    return bodySource(this.host.request, this.host.request as Request & { rawBody: unknown })
  }
  get remoteAddress() {
    const { ip, ips } = this.host.request
    // With all proxies trusted, Express takes the first address of the header, which is what the caller wrote. The last
    // is what the nearest proxy saw.
    return this.addressDoubt === undefined ? ip : (ips.at(-1) ?? ip)
  }
  get addressDoubt() {
    // As Express compiles the setting `trust proxy`, and as it calls it.
    const trusts = this.host.request.app.get('trust proxy fn') as (address: string, hop: number) => boolean
    return trusts(documented, proxies) ? doubt : undefined
  }
}
