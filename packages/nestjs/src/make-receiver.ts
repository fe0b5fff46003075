import { createRoomCallbacks, type Options, type RoomCallbacks, type SdkAppIds } from '@room-callbacks/core'
import * as express from '@room-callbacks/express'
import * as fastify from '@room-callbacks/fastify'
import type { NextFunction, Request, Response } from 'express'
import type { NestHost } from './nest-host.ts'

/** What is used of the adapter between Nest and its platform. */
export interface Platform {
  getType(): string
  getInstance(): unknown
}

/** What is used of an app of Express. */
interface ExpressApp {
  use(path: string, middleware: object): void
}

/** What is used of an app of Fastify. */
interface FastifyApp {
  addHook(name: 'onRequest', hook: fastify.FastifyRoomCallbacks['onRequest']): void
}

/**
 * Makes the receiver, and mounts it on the platform itself, before the body parsers of Nest: bytes survive, and no guard, pipe,
 * interceptor or filter touches an answer. An app without a server mounts nothing, and only delivers.
 */
export function makeReceiver(
  platform: Platform | null | undefined,
  sdkAppIds: SdkAppIds,
  options: Options,
  path: string | undefined,
): RoomCallbacks<NestHost> {
  if (!platform) return createRoomCallbacks<NestHost, object>(sdkAppIds, options, () => () => {})
  if (platform.getType() === 'fastify') {
    const callbacks = fastify.roomCallbacks(sdkAppIds, options)
    const hook: fastify.FastifyRoomCallbacks['onRequest'] = (request, reply, next) => {
      if (isBelow(request.url, path)) callbacks.onRequest(request, reply, next)
      else next()
    }
    ;(platform.getInstance() as FastifyApp).addHook('onRequest', hook)
    return callbacks as unknown as RoomCallbacks<NestHost>
  }
  const callbacks = express.roomCallbacks(sdkAppIds, options)
  const middleware = (request: Request, response: Response, next: NextFunction) =>
    callbacks(request, response, (error?: unknown) => {
      // Nest would end an answer of which a part is missing, and its caller would wait for that.
      if (error !== undefined && response.headersSent) response.destroy()
      else next(error)
    })
  ;(platform.getInstance() as ExpressApp).use(path ?? '/', middleware)
  return callbacks as unknown as RoomCallbacks<NestHost>
}

function isBelow(url: string, path: string | undefined): boolean {
  if (path === undefined) return true
  const [pathname = ''] = url.split('?', 1)
  const base = path.replace(/\/$/, '')
  return pathname === base || pathname.startsWith(`${base}/`)
}
