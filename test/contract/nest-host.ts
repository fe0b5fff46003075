import type { RequestListener } from 'node:http'
import type { INestApplication } from '@nestjs/common'
import type { RoomCallbacks } from '@room-callbacks/core'
import { patience } from '../unhurried.ts'
import { appId, type Host, listen, type Mount, type Setup, trustOf } from './hosts.ts'
import { decorate, type Nest, type NestVersion, nestOf } from './nest.ts'

const mounts: { readonly [mount in Mount]: `/${string}` | undefined } = {
  root: undefined,
  path: '/tencent',
  router: '/api/hooks/tencent/',
}

/** What stands behind the receiver: a controller for every other path, behind the body parsers of Nest. */
function behind({ version, common }: Nest, isFastify: boolean) {
  class Behind {
    answer({ method, url, body }: { method: string; url: string; body?: object }) {
      const isEmpty = body === undefined || body === null || Object.keys(body).length === 0
      return { behind: method, url, body: isEmpty ? null : body }
    }
  }
  common.Controller()(Behind)
  common.Req()(Behind.prototype, 'answer', 0)
  decorate(Behind, 'answer', common.All(isFastify || version === 10 ? '*' : '{*path}'), common.HttpCode(200))
  return Behind
}

async function create(nest: Nest, isFastify: boolean, setup: Setup): Promise<INestApplication> {
  const { common, core, express, fastify, ours } = nest
  const { sdkAppIds = appId, options, mount = 'root', proxy } = setup
  const path = mounts[mount]
  const module = ours.RoomCallbacksModule.forRoot(sdkAppIds, { deadline: patience, ...options, ...(path && { path }) })
  class AppModule {}
  common.Module({ imports: [module], controllers: [behind(nest, isFastify)] })(AppModule)
  const trust = proxy !== undefined && { trustProxy: trustOf(proxy) }
  // Without this option Fastify 4 (Nest 10) answers each request over HTTP/2 with 505, and no callback arrives.
  const http2 = setup.http === 2 && { http2: true }
  const adapter = isFastify ? new fastify.FastifyAdapter({ ...trust, ...http2 } as never) : new express.ExpressAdapter()
  if (!isFastify && proxy !== undefined) adapter.getInstance().set('trust proxy', proxy)
  return core.NestFactory.create(AppModule, adapter as never, { logger: false, abortOnError: false })
}

/** Nest, on one of its platforms. */
export function nestHost(version: NestVersion, platform: 'express' | 'fastify'): Host {
  return {
    name: `nest ${version} on ${platform}`,
    // Its parsers are always behind.
    hasFront: false,
    hasHttp2: platform === 'fastify',
    hasNotFound: false,
    writer: 'host',
    async start(setup) {
      const nest = await nestOf(version)
      const app = await create(nest, platform === 'fastify', setup)
      const callbacks = app.get<RoomCallbacks<unknown>>(nest.ours.ROOM_CALLBACKS)
      await app.init()
      const instance = app.getHttpAdapter().getInstance()
      if (platform === 'fastify') await instance.ready()
      const listener: RequestListener = platform === 'fastify' ? instance.routing : instance
      return listen(setup, callbacks, listener)
    },
  }
}
