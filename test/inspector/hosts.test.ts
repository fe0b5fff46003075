import { bodyParser } from '@koa/bodyparser'
import { roomCallbacks as expressCallbacks } from '@room-callbacks/express'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks as koaCallbacks } from '@room-callbacks/koa'
import { roomCallbacks as nodeCallbacks } from '@room-callbacks/node'
import { callbackQuery, packet } from '@room-callbacks/testing'
import express5 from 'express'
import express4 from 'express4'
import Koa3 from 'koa'
import Koa2 from 'koa2'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { ask, authorized, post, secret } from './ask.ts'
import { appId, listen } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'

/** Sends a callback below a path, and gives what the inspector at another one saw of it. */
async function seenOf(origin: string, path: string, page: string) {
  const query = callbackQuery({ sdkAppId: appId, command })
  const sent = await post(`${origin}${path}?${query}`, packet(command))
  const { json } = await ask(`${origin}${page}api/callbacks/1`)
  return { status: sent.status, path: json.path, outcome: json.summary.outcome }
}

for (const [name, express] of Object.entries({ 'Express 5': express5, 'Express 4': express4 })) {
  t.test(`it is a middleware of ${name}`, async (t) => {
    const callbacks = expressCallbacks(appId, { deadline: patience })
    const inspect = inspector(callbacks, { secret })
    t.teardown(() => inspect.close())
    const app = express().use(inspect).use('/tencent', callbacks)
    const origin = await listen(t, app)
    t.same(await seenOf(origin, '/tencent', '/room-callbacks/'), {
      status: 200,
      path: '/tencent',
      outcome: 'unhandled',
    })
    t.equal((await ask(`${origin}/elsewhere`)).status, 404, 'the rest is the app’s')
  })

  t.test(`it may be mounted anywhere in ${name}, and say where it is`, async (t) => {
    const callbacks = expressCallbacks(appId, { deadline: patience })
    const inspect = inspector(callbacks, { secret, path: '/' })
    t.teardown(() => inspect.close())
    const app = express().use('/debug/callbacks', inspect).use(callbacks)
    const origin = await listen(t, app)
    t.match(await ask(`${origin}/debug/callbacks`), { status: 308, headers: { location: './callbacks/' } })
    t.match(await ask(`${origin}/debug/callbacks/`), { status: 200, text: /<script/ })
    t.match(await seenOf(origin, '/', '/debug/callbacks/'), { outcome: 'unhandled' })
  })

  t.test(`a body parser of ${name} may have been first`, async (t) => {
    const callbacks = expressCallbacks(appId, { deadline: patience })
    const inspect = inspector(callbacks, { secret })
    t.teardown(() => inspect.close())
    const app = express().use(express.json(), inspect, callbacks)
    const origin = await listen(t, app)
    t.match(await post(`${origin}/room-callbacks/api/import`, { version: 1, callbacks: [] }), { status: 200 })
  })
}

const leftBehind: [string, (request: { rawBody?: unknown }, text: Buffer) => void, number][] = [
  ['text', (request, text) => Object.assign(request, { rawBody: text.toString() }), 200],
  ['bytes', (request, text) => Object.assign(request, { rawBody: text }), 200],
  ['nothing', () => {}, 500],
]

for (const [what, leave, status] of leftBehind) {
  t.test(`a body of which ${what} is left is ${status === 200 ? 'understood' : 'said to be gone'}`, async (t) => {
    const inspect = inspector(nodeCallbacks(appId, { deadline: patience }), { secret })
    t.teardown(() => inspect.close())
    const origin = await listen(t, async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      leave(request, Buffer.concat(chunks))
      inspect(request, response)
    })
    const answered = await post(`${origin}/room-callbacks/api/import`, { version: 1, callbacks: [] })
    t.equal(answered.status, status)
    if (status === 500) t.match(answered.json.error, { code: 'body-already-read', message: /before body parsers/ })
  })
}

t.test('a body that a platform left on the request of Node is understood under Koa, too', async (t) => {
  const inspect = inspector(koaCallbacks(appId, { deadline: patience }), { secret })
  t.teardown(() => inspect.close())
  const app = new Koa3().use(inspect)
  app.silent = true
  const origin = await listen(t, async (request, response) => {
    Object.assign(request, { rawBody: Buffer.concat(await request.toArray()) })
    void app.callback()(request, response)
  })
  t.match(await post(`${origin}/room-callbacks/api/import`, { version: 1, callbacks: [] }), { status: 200 })
})

for (const [name, Koa] of Object.entries({ 'Koa 3': Koa3, 'Koa 2': Koa2 as unknown as typeof Koa3 })) {
  t.test(`it is a middleware of ${name}`, async (t) => {
    const callbacks = koaCallbacks(appId, { deadline: patience })
    const inspect = inspector(callbacks, { secret })
    t.teardown(() => inspect.close())
    const app = new Koa().use(bodyParser()).use(inspect).use(callbacks)
    app.silent = true
    const origin = await listen(t, app.callback())
    t.match(await seenOf(origin, '/tencent', '/room-callbacks/'), { path: '/tencent', outcome: 'unhandled' })
    t.match(await ask(`${origin}/room-callbacks/`), { status: 200, text: /<script/ })
    t.match(await post(`${origin}/room-callbacks/api/replay`, { id: 1 }), {
      status: 200,
      json: { outcome: 'unhandled' },
    })
    t.equal((await ask(`${origin}/elsewhere`)).status, 404, 'the rest is the app’s')
  })
}

t.test('it is a listener of node:http', async (t) => {
  const inspect = inspector(nodeCallbacks(appId, { deadline: patience }), { secret, path: '/a/b/' })
  t.teardown(() => inspect.close())
  const origin = await listen(t, inspect)
  t.match(await ask(`${origin}/a/b`), { status: 308, headers: { location: './b/' } })
  t.equal((await ask(`${origin}/a/b/`)).status, 200)
  t.equal((await ask(`${origin}/a/b/?CallbackCommand=x`)).status, 200)
  t.equal((await ask(`${origin}/a`)).status, 404)
  t.equal((await ask(`${origin}/a/b/`, { method: 'DELETE' })).status, 404)
  const page = await fetch(`${origin}/a/b/`, { method: 'HEAD', headers: authorized })
  t.match([page.status, page.headers.get('content-type'), await page.text()], [200, 'text/html', ''], 'HEAD is GET')
  const stream = await fetch(`${origin}/a/b/api/stream`, { method: 'HEAD', headers: authorized })
  t.equal(stream.status, 404, 'a stream without an end has no answer without a body')
})

t.test('a failure of the inspector itself is told to the error hook', async (t) => {
  const errors: unknown[] = []
  const inspect = inspector(
    nodeCallbacks(appId, { deadline: patience }).on('error', (error) => errors.push(error)),
    { secret },
  )
  t.teardown(() => inspect.close())
  const body = {
    get() {
      throw Object.assign(new Error('of another middleware'), { packet: 'whole' })
    },
  }
  const origin = await listen(t, (request, response) => {
    request.resume().on('end', () => inspect(Object.defineProperty(request, 'body', body), response))
  })
  const { status, json } = await post(`${origin}/room-callbacks/api/replay`, { id: 1 })
  t.equal(status, 500)
  t.match(json.error, { code: 'internal', message: /error hook/ })
  t.match(errors, [{ code: 'hook-failed', message: /the inspector/, cause: { message: 'of another middleware' } }])
  t.notOk('packet' in ((errors[0] as Error).cause as object), 'what it keeps beside is not passed on')
})

t.test('a caller that goes away in the middle harms no other', async (t) => {
  const inspect = inspector(
    nodeCallbacks(appId, { deadline: patience }).on('error', (error) => t.fail(String(error))),
    { secret },
  )
  t.teardown(() => inspect.close())
  let gone: () => void = () => {}
  const isGone = new Promise<void>((resolve) => {
    gone = resolve
  })
  const origin = await listen(t, (request, response) => {
    response.once('close', gone)
    inspect(request, response)
    // Before that the server may not have seen it, and no request is under way.
    setImmediate(() => asking.destroy())
  })
  const { request } = await import('node:http')
  const headers = { ...authorized, 'content-type': 'application/json', 'content-length': '100' }
  const asking = request(`${origin}/room-callbacks/api/import`, { method: 'POST', headers, agent: false })
  asking.on('error', () => {})
  asking.write('{')
  await isGone
  t.equal((await ask(`${origin}/room-callbacks/`)).status, 200)
})
