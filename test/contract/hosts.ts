import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { bodyParser as koaBodyParser } from '@koa/bodyparser'
import KoaRouter from '@koa/router'
import type { Options, RoomCallbacks, SdkAppIds } from '@room-callbacks/core'
import * as express from '@room-callbacks/express'
import * as fastify from '@room-callbacks/fastify'
import * as hono from '@room-callbacks/hono'
import * as koa from '@room-callbacks/koa'
import * as node from '@room-callbacks/node'
import * as web from '@room-callbacks/web'
import type express5 from 'express'
import type fastify5 from 'fastify'
import type { FastifyInstance, FastifyServerFactory } from 'fastify'
import { Hono, type MiddlewareHandler } from 'hono'
import type Koa3 from 'koa'
import { patience } from '../unhurried.ts'

/** Where the receiver is mounted. */
export type Mount = 'root' | 'path' | 'router'

/** What runs in front of the receiver. */
export type Front = 'nothing' | 'json' | 'json-with-raw' | 'text' | 'buffer' | 'drain'

export interface Setup {
  readonly sdkAppIds?: SdkAppIds
  readonly options?: Options
  readonly mount?: Mount
  readonly front?: Front
  /** Which proxies the app trusts: all, as many as a number says, or what else Express knows. */
  readonly proxy?: true | number | string | ((address: string) => boolean)
  /** Which HTTP the server speaks. Default: 1. */
  readonly http?: 1 | 2
  /** Puts other code into each response, as tracers do. */
  readonly trace?: (response: ServerResponse) => void
  /** Runs what stands behind the receiver; it answers with what it got. */
  readonly register?: (callbacks: RoomCallbacks<unknown>) => void
}

export interface Running {
  readonly url: string
  readonly port: number
  readonly callbacks: RoomCallbacks<unknown>
  close(): Promise<void>
  /** Stops as a deploy does: no new connection is taken, and it ends when all that are open have ended. */
  stop(): Promise<void>
}

export interface Host {
  readonly name: string
  /** Whether other middleware can run in front of the receiver. */
  readonly hasFront: boolean
  /** Whether it can speak HTTP/2: Express cannot. */
  readonly hasHttp2: boolean
  /** Whether it answers 404 itself to what is no callback. */
  readonly hasNotFound: boolean
  /** Who writes a reply: our own code, the host, or the bridge between the host and Node, which is not ours to test. */
  readonly writer: 'own' | 'host' | 'bridge'
  start(setup: Setup): Promise<Running>
}

/** The path at which each mount receives. */
export const paths: { readonly [mount in Mount]: string } = {
  root: '/',
  path: '/tencent',
  router: '/api/hooks/tencent/',
}

export const appId = 1400000000

const keepRaw = (request: IncomingMessage, _response: unknown, bytes: Buffer): void => {
  Object.assign(request, { rawBody: bytes })
}

async function drained(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export function expressApp(framework: typeof express5, setup: Setup, middleware?: express.ExpressRoomCallbacks) {
  const app = framework()
  const { mount = 'root', front = 'nothing', proxy } = setup
  if (proxy !== undefined) app.set('trust proxy', proxy)
  const fronts: { readonly [name in Front]: express5.RequestHandler | undefined } = {
    nothing: undefined,
    json: framework.json(),
    'json-with-raw': framework.json({ verify: keepRaw }),
    text: framework.text({ type: '*/*' }),
    buffer: framework.raw({ type: '*/*' }),
    drain: async (request, _response, next) => {
      await drained(request)
      next()
    },
  }
  const chosen = fronts[front]
  if (chosen) app.use(chosen)
  if (middleware && mount === 'root') app.use(middleware)
  if (middleware && mount === 'path') app.use(paths.path, middleware)
  if (middleware && mount === 'router') {
    const inner = framework.Router()
    inner.use('/tencent', middleware)
    const outer = framework.Router()
    outer.use('/hooks', inner)
    app.use('/api', outer)
  }
  app.use(framework.json(), (request, response) => {
    response.json({ behind: request.method, url: request.url, body: request.body ?? null })
  })
  return app
}

export function expressHost(name: string, framework: typeof express5): Host {
  return {
    name,
    hasFront: true,
    hasHttp2: false,
    hasNotFound: false,
    writer: 'host',
    start(setup) {
      const callbacks = express.roomCallbacks(setup.sdkAppIds ?? appId, { deadline: patience, ...setup.options })
      return listen(setup, callbacks as RoomCallbacks<unknown>, expressApp(framework, setup, callbacks))
    },
  }
}

export function koaApp(Framework: typeof Koa3, setup: Setup, middleware?: koa.KoaRoomCallbacks) {
  const { mount = 'root', front = 'nothing', proxy } = setup
  const app = new Framework({ proxy: proxy !== undefined, ...(typeof proxy === 'number' && { maxIpsCount: proxy }) })
  const fronts: { readonly [name in Front]: Koa3.Middleware | undefined } = {
    nothing: undefined,
    json: async (context, next) => {
      if (context.is('json')) context.request.body = JSON.parse(String(await drained(context.req)))
      await next()
    },
    'json-with-raw': koaBodyParser(),
    text: koaBodyParser({ enableTypes: ['text'], extendTypes: { text: ['application/json'] } }),
    buffer: async (context, next) => {
      context.request.body = await drained(context.req)
      await next()
    },
    drain: async (context, next) => {
      await drained(context.req)
      await next()
    },
  }
  const chosen = fronts[front]
  if (chosen) app.use(chosen)
  if (middleware && mount === 'root') app.use(middleware)
  if (middleware && mount === 'path') app.use(new KoaRouter().all(paths.path, middleware as never).routes() as never)
  if (middleware && mount === 'router') {
    const inner = new KoaRouter().all('/tencent/', middleware as never)
    const outer = new KoaRouter({ prefix: '/api' }).use('/hooks', inner.routes())
    app.use(outer.routes() as never)
  }
  app.use(koaBodyParser()).use((context) => {
    context.body = { behind: context.method, url: context.url, body: context.request.body ?? null }
  })
  return app
}

export function koaHost(name: string, Framework: typeof Koa3): Host {
  return {
    name,
    hasFront: true,
    hasHttp2: true,
    hasNotFound: false,
    writer: 'host',
    start(setup) {
      const callbacks = koa.roomCallbacks(setup.sdkAppIds ?? appId, { deadline: patience, ...setup.options })
      return listen(setup, callbacks as RoomCallbacks<unknown>, koaApp(Framework, setup, callbacks).callback())
    },
  }
}

export function nodeHost(name: string, behind: ((setup: Setup) => RequestListener) | undefined): Host {
  return {
    name,
    hasFront: false,
    hasHttp2: true,
    hasNotFound: behind === undefined,
    writer: 'own',
    start(setup) {
      const callbacks = node.roomCallbacks(setup.sdkAppIds ?? appId, { deadline: patience, ...setup.options })
      const listener = behind ? callbacks.before(behind(setup)) : callbacks
      return listen(setup, callbacks as RoomCallbacks<unknown>, listener)
    },
  }
}

/** What stands behind a receiver that is given a `Request`. */
async function behindWeb(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const text = await request.text()
  return Response.json({ behind: request.method, url: pathname + search, body: text ? JSON.parse(text) : null })
}

/** A `Request` knows no HTTP/2: the request of Node tells of it. */
export function webHost(name: string, hasHandler: boolean): Host {
  return {
    name,
    hasFront: false,
    hasHttp2: true,
    hasNotFound: hasHandler,
    writer: 'bridge',
    start(setup) {
      const callbacks = web.roomCallbacks(setup.sdkAppIds ?? appId, { deadline: patience, ...setup.options })
      const fetch = (request: Request, { incoming }: HttpBindings) =>
        hasHandler
          ? callbacks.fetch(request, { incoming })
          : (callbacks(request, {
              waitUntil: () => {},
              ...(setup.http === 2 && { incoming, remoteAddress: '127.0.0.1' }),
            }) ?? behindWeb(request))
      return listen(setup, callbacks as RoomCallbacks<unknown>, getRequestListener(fetch as never))
    },
  }
}

function honoApp(setup: Setup, middleware: hono.HonoRoomCallbacks): Hono {
  const { mount = 'root', front = 'nothing' } = setup
  const app = new Hono()
  const fronts: { readonly [name in Front]: MiddlewareHandler | undefined } = {
    nothing: undefined,
    // Hono itself keeps the text of what it parses; older releases, and middleware that fills its cache, keep the value.
    json: async ({ req }, next) => {
      const value = req.header('content-type')?.includes('json') ? await req.raw.json() : undefined
      if (value !== undefined) Object.assign(req.bodyCache, { json: Promise.resolve(value) })
      await next()
    },
    'json-with-raw': async ({ req }, next) => {
      if (req.header('content-type')?.includes('json')) await req.json()
      await next()
    },
    text: async ({ req }, next) => {
      await req.text()
      await next()
    },
    buffer: async ({ req }, next) => {
      await req.arrayBuffer()
      await next()
    },
    drain: async ({ req }, next) => {
      await req.raw.text()
      await next()
    },
  }
  const chosen = fronts[front]
  if (chosen) app.use(chosen)
  if (mount === 'root') app.use(middleware)
  if (mount === 'path') app.use(paths.path, middleware)
  if (mount === 'router') app.route('/api', new Hono().route('/hooks', new Hono().use('/tencent/', middleware)))
  return app.all('*', async ({ req }) => {
    const { pathname, search } = new URL(req.url)
    const body = req.header('content-type')?.includes('json') ? await req.json() : null
    return Response.json({ behind: req.method, url: pathname + search, body })
  })
}

export function honoHost(name: string): Host {
  return {
    name,
    hasFront: true,
    hasHttp2: true,
    hasNotFound: false,
    writer: 'bridge',
    start(setup) {
      const callbacks = hono.roomCallbacks(setup.sdkAppIds ?? appId, { deadline: patience, ...setup.options })
      const listener = getRequestListener(honoApp(setup, callbacks).fetch as never)
      return listen(setup, callbacks as RoomCallbacks<unknown>, listener)
    },
  }
}

/** Fastify 5 takes a number for no trust at all: a function counts. */
export const trustOf = (proxy: NonNullable<Setup['proxy']>) =>
  typeof proxy === 'number' ? (_address: string, hop: number) => hop < proxy : proxy

export function fastifyHost(name: string, framework: typeof fastify5): Host {
  return {
    name,
    // Its parsers are of a route, and this one has its own.
    hasFront: false,
    hasHttp2: true,
    hasNotFound: false,
    writer: 'host',
    async start(setup) {
      const { mount = 'root', proxy } = setup
      const callbacks = fastify.roomCallbacks(setup.sdkAppIds ?? appId, { deadline: patience, ...setup.options })
      let listener: RequestListener = () => {}
      const serverFactory: FastifyServerFactory = (handler) => {
        listener = handler as RequestListener
        return createServer(listener)
      }
      const app = framework({
        serverFactory,
        forceCloseConnections: true,
        // Its types know it as an app of another kind.
        ...(setup.http === 2 && ({ http2: true } as object)),
        ...(proxy !== undefined && { trustProxy: trustOf(proxy) }),
      })
      if (mount === 'root') await app.register(callbacks)
      if (mount === 'path') await app.register(callbacks, { prefix: paths.path })
      const nested = async (scope: FastifyInstance): Promise<void> => {
        await scope.register(callbacks, { prefix: '/tencent' })
      }
      if (mount === 'router') await app.register(nested, { prefix: '/api/hooks' })
      const behind = (request: { method: string; url: string; body: unknown }) => ({
        behind: request.method,
        url: request.url,
        body: request.body ?? null,
      })
      for (const path of ['/', '/*']) app.all(path, async (request) => behind(request))
      await app.ready()
      return listen(setup, callbacks as RoomCallbacks<unknown>, listener)
    },
  }
}

export async function listen(
  setup: Setup,
  callbacks: RoomCallbacks<unknown>,
  listener: RequestListener,
): Promise<Running> {
  setup.register?.(callbacks)
  const traced: RequestListener = (request, response) => {
    setup.trace?.(response)
    listener(request, response)
  }
  const server = setup.http === 2 ? (createHttp2Server(traced as never) as unknown as Server) : createServer(traced)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    callbacks,
    async close() {
      server.closeAllConnections?.()
      await new Promise((resolve) => server.close(resolve))
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
