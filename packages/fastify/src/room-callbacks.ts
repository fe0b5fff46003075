import type { IncomingMessage } from 'node:http'
import {
  createRoomCallbacks,
  type Options,
  type RoomCallbacks,
  refuseOtherHost,
  type SdkAppIds,
} from '@room-callbacks/core'
import { bodySource, type ParsedBody, queryOf } from '@room-callbacks/core/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addressDoubt } from './address-doubt.ts'
import { routeCallbacks } from './route-callbacks.ts'
import { fail, send } from './write-reply.ts'

/** What handlers find in `context.host`. */
export interface FastifyHost {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A Fastify plugin that receives callbacks under its prefix, and leaves every other request to the routes of the app. */
export interface FastifyRoomCallbacks extends RoomCallbacks<FastifyHost> {
  (instance: unknown, options: object, done: (error?: Error) => void): void
  /**
   * The same as a hook, for a whole app or scope: it receives callbacks at every path.
   *
   * @example
   * app.addHook('onRequest', callbacks.onRequest)
   */
  readonly onRequest: (request: FastifyRequest, reply: FastifyReply, next: () => void) => void
}

/**
 * Receives Tencent RTC callbacks in Fastify 4 and 5. Bodies are read before any content type parser runs.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits.
 * @throws `invalid-option`
 * @example
 * await app.register(roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo)), { prefix: '/tencent' })
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: Options = {}): FastifyRoomCallbacks {
  return createRoomCallbacks<FastifyHost, object>(sdkAppIds, options, (receive, reception) => {
    const isCallback = ({ method = '', url = '', headers }: IncomingMessage) =>
      reception.isCallback({ method, query: queryOf(url), headers })
    const onRequest = (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
      const coming = receive(new FastifyCallback(request, reply))
      if (coming === undefined) next()
      else coming.then((value) => send(reply, value)).catch((cause) => fail(reply, reception.asError(cause)))
    }
    const plugin = (instance: FastifyInstance, _options: object, done: (error?: Error) => void) => {
      if (instance.addHook === undefined) refuseOtherHost('fastify', [instance, _options, done])
      done(routeCallbacks(instance, isCallback, onRequest))
    }
    return Object.assign(plugin, { onRequest })
  }) as unknown as FastifyRoomCallbacks
}

class FastifyCallback {
  readonly host: FastifyHost

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.host = { request, reply }
  }

  get method() {
    return this.host.request.method
  }
  get query() {
    // As it was sent: `rewriteUrl` of the app changes the other.
    return queryOf(this.host.request.originalUrl ?? this.host.request.url)
  }
  get headers() {
    return this.host.request.headers
  }
  get body() {
    const { raw } = this.host.request
    return bodySource(raw, this.host.request as unknown as ParsedBody, raw as unknown as ParsedBody)
  }
  get remoteAddress() {
    const { ip, ips } = this.host.request
    // The first address of the header is what the caller wrote, the last what the nearest proxy saw.
    return this.addressDoubt === undefined ? ip : (ips?.[1] ?? ip)
  }
  get addressDoubt() {
    return addressDoubt(this.host.request)
  }
}
