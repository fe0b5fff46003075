import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import bodyParser from '@koa/bodyparser'
import { callbackQuery, packet } from '@room-callbacks/testing'
import { H3 } from 'h3'
import Koa from 'koa'
import t, { type Test } from 'tap'

// The pages whose frameworks are installed by `npm run recipes` alone: here their files run with what these stand on.
const folder = resolve('.tsbuild/recipes')
const token = 'tRtcWebhookToken01'
process.env['CALLBACK_TOKEN'] = token

/** What Egg takes is CommonJS, which cannot ask for sources where tests run. */
const asModule = (code: string): string =>
  code
    .replaceAll(/^const (.*) = require\((.*)\)$/gm, 'import $1 from $2')
    .replace(/^module\.exports =/m, 'export default')
    .replaceAll(/^exports\.(\w+) =/gm, 'export const $1 =')

/** Writes the files that a page shows, and imports one. */
async function filesOf<Module>(page: string, name: string): Promise<Module> {
  const text = readFileSync(`docs/recipes/${page}.md`, 'utf8')
  const home = `${folder}/${page}`
  rmSync(home, { recursive: true, force: true })
  for (const [, file, code = ''] of text.matchAll(/^```\w+\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)) {
    mkdirSync(dirname(`${home}/${file}`), { recursive: true })
    writeFileSync(`${home}/${file}`, asModule(code))
  }
  writeFileSync(`${home}/package.json`, '{ "type": "module" }')
  return import(pathToFileURL(`${home}/${name}`).href) as Promise<Module>
}

const gift = 'Live.CallbackBeforeSendGift'

function requestOf(url: string, count: number, withToken = token): Request {
  const query = callbackQuery({ sdkAppId: 1400000000, command: gift, token: withToken })
  const body = JSON.stringify(packet(gift, { GiftWater: { Count: count } }))
  return new Request(`${url}?${query}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
}

/** What is allowed, what is denied, and what is refused. */
async function decides(t: Test, url: string, respond: (request: Request) => Promise<Response> | Response) {
  const codeOf = async (request: Request) =>
    ((await (await respond(request)).json()) as { ErrorCode: number }).ErrorCode
  t.equal(await codeOf(requestOf(url, 1)), 0)
  t.equal(await codeOf(requestOf(url, 1000)), 102101)
  t.equal((await respond(requestOf(url, 1, 'another'))).status, 401)
}

t.test('Egg: in front of the body parser and the check against CSRF, and behind both', async (t) => {
  const { default: middleware } = await filesOf<{ default: () => Koa.Middleware }>(
    'egg',
    'app/middleware/room_callbacks.js',
  )
  const { default: Boot } = await filesOf<{ default: new (app: object) => { configWillLoad(): void } }>('egg', 'app.js')
  const config = { coreMiddleware: ['bodyParser', 'securities'] }
  new Boot({ config }).configWillLoad()
  t.same(config.coreMiddleware, ['roomCallbacks', 'bodyParser', 'securities'])

  const { security } = await filesOf<{ security: { csrf: { ignore: string } } }>('egg', 'config/config.default.js')
  const { ignore } = security.csrf
  // As egg-security does: a POST without a token of the app is refused, unless its path is ignored.
  const securities: Koa.Middleware = async (context, next) => {
    if (!context.path.startsWith(ignore)) context.throw(403, 'missing csrf token')
    await next()
  }
  const known: Readonly<Record<string, Koa.Middleware>> = {
    roomCallbacks: middleware(),
    bodyParser: bodyParser(),
    securities,
  }
  for (const order of [config.coreMiddleware, ['bodyParser', 'securities', 'roomCallbacks']]) {
    const app = new Koa()
    for (const name of order) app.use(known[name] as Koa.Middleware)
    const server = createServer(app.callback()).listen(0, '127.0.0.1')
    t.teardown(() => server.close())
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await decides(t, `${origin}/tencent`, (request) => fetch(request))
    t.equal((await fetch(`${origin}/other`, { method: 'POST' })).status, 403, 'the app keeps its check')
  }
})

t.test('Nitro: a route of h3', async (t) => {
  type Handler = Parameters<H3['post']>[1]
  const { default: handler } = await filesOf<{ default: Handler }>('nuxt', 'routes/tencent.post.js')
  const app = new H3().post('/tencent', handler)
  await decides(t, 'http://localhost/tencent', (request) => app.fetch(request))
})

t.test('SvelteKit: an endpoint', async (t) => {
  type Endpoint = (event: { request: Request }) => Promise<Response>
  const { POST } = await filesOf<{ POST: Endpoint }>('sveltekit', 'src/routes/tencent/+server.js')
  await decides(t, 'http://localhost/tencent', (request) => POST({ request }))
})
