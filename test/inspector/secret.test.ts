import { once } from 'node:events'
import { createServer, request as requestHttp, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, request as requestSecurely } from 'node:https'
import { type AddressInfo, connect, createServer as createRelay } from 'node:net'
import { mock } from 'node:test'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks } from '@room-callbacks/node'
import { packet } from '@room-callbacks/testing'
import express5 from 'express'
import express4 from 'express4'
import Koa3 from 'koa'
import Koa2 from 'koa2'
import t from 'tap'
import { script, style } from '../../packages/inspector/src/generated/page.ts'
import { patience } from '../unhurried.ts'
import { askAsStranger, authorized, type Question, secret, secretQuery } from './ask.ts'
import { certificate } from './certificate.ts'
import { appId, inspected, listen, socketPath, type Test } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'
const basic = (password: string): string => `Basic ${Buffer.from(`me:${password}`).toString('base64')}`
const json = { 'content-type': 'application/json' }

/** Everything that the inspector serves. */
const everyWayIn: readonly [path: string, question: Question][] = [
  ['', {}],
  ['api/overview', {}],
  ['api/rooms', {}],
  ['api/callbacks/1', {}],
  ['api/stream', {}],
  ['api/export', {}],
  [script.name, {}],
  [style.name, {}],
  ['api/import', { method: 'POST', headers: json, body: '{"version":1,"callbacks":[]}' }],
  ['api/replay', { method: 'POST', headers: json, body: '{"id":1}' }],
  [
    'api/send',
    { method: 'POST', headers: json, body: JSON.stringify({ sdkAppId: String(appId), command, text: '{}' }) },
  ],
]

/** What nginx does for `location / { proxy_pass http://127.0.0.1:3000; }`: the host is another one, nothing is added. */
async function plainProxy(t: Test, origin: string): Promise<string> {
  const { port, host } = new URL(origin)
  return listen(t, (asked, answer: ServerResponse) => {
    const { method, url: path, headers } = asked
    const passedOn = { host: '127.0.0.1', port, method, path, headers: { ...headers, host, connection: 'close' } }
    asked.pipe(
      requestHttp(passedOn, (answered) => {
        answered.pipe(answer.writeHead(answered.statusCode as number, answered.headers))
      }),
    )
  })
}

/** What `ssh -R` and HAProxy in TCP mode do. */
async function plainRelay(t: Test, origin: string): Promise<string> {
  const relay = createRelay((near) => {
    const far = connect(Number(new URL(origin).port), '127.0.0.1')
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => {})
  }).listen(0, '127.0.0.1')
  t.teardown(() => relay.close())
  await once(relay, 'listening')
  return `http://127.0.0.1:${(relay.address() as AddressInfo).port}`
}

t.test('a header that is missing proves nothing: no way in is open without the secret', async (t) => {
  let ran = 0
  const { origin, send } = await inspected(t, {}, {}, (callbacks) => callbacks.on('*', () => ran++))
  await send(packet(command))
  ran = 0
  const ways = { directly: origin, 'a proxy': await plainProxy(t, origin), 'a relay': await plainRelay(t, origin) }
  for (const [how, at] of Object.entries(ways)) {
    for (const [path, question] of everyWayIn) {
      const { status, text, headers } = await askAsStranger(`${at}/room-callbacks/${path}`, question)
      t.equal(status, 401, `${how}: ${path}`)
      t.notMatch(text, /<script|RoomId/)
      t.match(headers, { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'set-cookie': undefined })
    }
  }
  t.equal(ran, 0)
})

/** An inspector that has a random secret, and the address that it tells. */
async function random(t: Test) {
  const callbacks = roomCallbacks(appId, { deadline: patience })
  const inspect = inspector(callbacks)
  t.teardown(() => inspect.close())
  const origin = await listen(t, (request, response) => inspect(request, response))
  return { inspect, origin, url: inspect.url(origin) }
}

t.test('without a secret there is a random one, in the address that is told', async (t) => {
  const [one, other] = [await random(t), await random(t)]
  const secretOf = (url: string): string => new URL(url).searchParams.get('secret') as string
  t.match(one.url, /^http:\/\/127\.0\.0\.1:\d+\/room-callbacks\/\?secret=[\w-]{24}$/)
  t.not(secretOf(one.url), secretOf(other.url))
  t.equal((await askAsStranger(one.url)).status, 303)
  t.equal((await askAsStranger(`${one.origin}/room-callbacks/?secret=${secretOf(other.url)}`)).status, 401)
  t.equal((await askAsStranger(`${one.origin}/room-callbacks/`)).headers['www-authenticate'], undefined)
  const bearer = { authorization: `Bearer ${secretOf(one.url)}` }
  t.equal((await askAsStranger(`${one.origin}/room-callbacks/api/overview`, { headers: bearer })).status, 200)
})

t.test('the address knows where the inspector is mounted', (t) => {
  const inspect = inspector(roomCallbacks(appId, { deadline: patience }), { path: '/callbacks' })
  const given = inspector(roomCallbacks(appId, { deadline: patience }), { secret, path: '/' })
  t.teardown(() => [inspect.close(), given.close()])
  t.match(inspect.url('https://example.com/debug/?a=b#c'), /^https:\/\/example\.com\/debug\/callbacks\/\?secret=.{24}$/)
  t.match(inspect.url(new URL('http://localhost:3000')), /^http:\/\/localhost:3000\/callbacks\/\?secret=/)
  t.equal(given.url('http://localhost:3000/debug'), 'http://localhost:3000/debug/', 'what is known is not printed')
  t.throws(() => inspect.url('localhost'), { code: 'invalid-option', message: /url: expected a URL/ })
  t.end()
})

t.test(
  'NODE_ENV opens nothing: without a secret it is mounted only where that is said to be development',
  async (t) => {
    const before = process.env['NODE_ENV']
    t.teardown(() => {
      if (before === undefined) delete process.env['NODE_ENV']
      else process.env['NODE_ENV'] = before
    })
    const words = [
      'production',
      'Production',
      'PRODUCTION',
      'prod',
      'production ',
      ' production',
      'staging',
      'live',
      'dev',
    ]
    for (const word of words) {
      process.env['NODE_ENV'] = word
      t.throws(
        () => inspector(roomCallbacks(appId, { deadline: patience })),
        { code: 'invalid-option', message: /NODE_ENV.*give a secret/ },
        word,
      )
      t.doesNotThrow(() => inspector(roomCallbacks(appId, { deadline: patience }), { secret }).close())
    }
    for (const word of ['development', 'test', '', undefined]) {
      if (word === undefined) delete process.env['NODE_ENV']
      else process.env['NODE_ENV'] = word
      const { origin } = await random(t)
      t.equal((await askAsStranger(`${origin}/room-callbacks/`)).status, 401, `${word}`)
    }
  },
)

t.test('the address becomes a session: a cookie for this path, and no secret anywhere', async (t) => {
  const { page, origin } = await inspected(t)
  const query = `${secretQuery}&also=this`
  const signedIn = await askAsStranger(`${page}?${query}`)
  t.match(signedIn, { status: 303, text: '', headers: { location: './', 'referrer-policy': 'no-referrer' } })
  const [cookie = ''] = signedIn.headers['set-cookie'] ?? []
  const { port } = new URL(origin)
  t.match(
    cookie,
    new RegExp(`^room-callbacks-inspector-${port}=[\\w-]{43}; Path=/room-callbacks; HttpOnly; SameSite=Strict$`),
  )
  t.notMatch(JSON.stringify(signedIn.headers), /secret of the tests|secret=/)
  const headers = { cookie: `other=1; ${cookie.split(';', 1)[0]}; last=2` }
  for (const [path, question] of everyWayIn.filter(([path]) => path !== 'api/stream' && path !== 'api/replay')) {
    const known = { ...question, headers: { ...question.headers, ...headers } }
    t.equal((await askAsStranger(page + path, known)).status, path === 'api/callbacks/1' ? 404 : 200, path)
  }
  const again = await askAsStranger(`${page}?${query}`, { headers })
  t.match(again, { status: 303, headers: { 'set-cookie': undefined } }, 'the same address once more')
  t.equal((await askAsStranger(`${page}?secret=wrong`, { headers })).status, 303, 'an old address does not end it')
  t.match(await askAsStranger(`${origin}/room-callbacks?${query}`), {
    status: 303,
    headers: { location: './room-callbacks/' },
  })
  t.match(await askAsStranger(`${page}api/overview?${query}`), { status: 401 }, 'the page alone takes it')
  t.match(await askAsStranger(`${page}?${query}&${'x'.repeat(2048)}`), { status: 401 }, 'not out of a long query')
})

t.test('a cookie that is none opens nothing', async (t) => {
  const { page, origin } = await inspected(t)
  const name = `room-callbacks-inspector-${new URL(origin).port}`
  const many = Array.from({ length: 300 }, () => `${name}=x`).join('; ')
  for (const cookie of [name, `${name}=`, `${name}=${'x'.repeat(43)}`, `${name}=${secret}`, ';;=;', many]) {
    t.equal((await askAsStranger(page, { headers: { cookie } })).status, 401, cookie.slice(0, 80))
  }
})

t.test('over https the cookie is Secure', async (t) => {
  const inspect = inspector(roomCallbacks(appId, { deadline: patience }), { secret, allowRemote: true })
  t.teardown(() => inspect.close())
  const server = createSecureServer(certificate, (request, response) => inspect(request, response)).listen(
    0,
    '127.0.0.1',
  )
  t.teardown(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const path = `/room-callbacks/?${secretQuery}`
  const asking = requestSecurely({ port, host: '127.0.0.1', path, agent: false, rejectUnauthorized: false }).end()
  const [response] = await once(asking, 'response')
  response.resume()
  t.match(response.headers['set-cookie'], [/; SameSite=Strict; Secure$/])

  const origin = await listen(t, (request, response) => inspect(request, response))
  const cookieOf = async (headers: Record<string, string>) =>
    (await askAsStranger(origin + path, { headers })).headers['set-cookie']?.[0]
  t.match(await cookieOf({ 'x-forwarded-proto': 'https, http' }), /; Secure$/)
  t.notMatch(await cookieOf({ 'x-forwarded-proto': 'http' }), /Secure/)
})

t.test('with a secret of the options, a request without one is asked for a password', async (t) => {
  const { page } = await inspected(t)
  const closed = await askAsStranger(page)
  t.equal(closed.status, 401)
  t.match(closed.headers['www-authenticate'], /^Basic realm=/)
  const attempts = ['Basic', 'Basic !', basic('wrong'), basic(`${secret} `), `Bearer  ${secret}`, 'Digest a', secret]
  for (const authorization of attempts) {
    t.equal((await askAsStranger(page, { headers: { authorization } })).status, 401, authorization)
  }
  for (const authorization of [basic(secret), `bearer ${secret}`]) {
    for (const path of ['', 'api/overview']) {
      t.equal((await askAsStranger(page + path, { headers: { authorization } })).status, 200, authorization)
    }
  }
})

t.test('a secret cannot be guessed: after ten wrong ones none is compared for a minute', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const { page } = await inspected(t)
  const cookie = (await askAsStranger(`${page}?${secretQuery}`)).headers['set-cookie']?.[0] as string
  const guesses: [string, Question][] = [
    ['?secret=a-wrong-one-of-the-length', {}],
    ['', { headers: { authorization: basic('guessed') } }],
    ['api/overview', { headers: { authorization: 'Bearer guessed' } }],
    ['api/stream', { headers: { authorization: 'Bearer guessed' } }],
    ['api/replay', { method: 'POST', headers: { ...json, authorization: 'Bearer guessed' } }],
  ]
  for (const [path, question] of [...guesses, ...guesses])
    t.equal((await askAsStranger(page + path, question)).status, 401)
  for (const [path, question] of guesses) {
    t.match(await askAsStranger(page + path, question), { status: 429, headers: { 'retry-after': '60' } })
  }
  t.match(await askAsStranger(page, { headers: authorized }), { status: 429 }, 'not even the right one')
  t.match(await askAsStranger(`${page}api/overview`), { status: 401, json: { error: { code: 'locked' } } })
  t.equal((await askAsStranger(`${page}api/overview`, { headers: { cookie } })).status, 200, 'who is in stays in')
  mock.timers.tick(59_999)
  t.match(await askAsStranger(page, { headers: authorized }), { status: 429 })
  mock.timers.tick(1)
  t.match(await askAsStranger(page, { headers: authorized }), { status: 200 })
})

t.test('sessions end: when they are not used, and when there are too many', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const { page } = await inspected(t)
  const signIn = async (): Promise<Record<string, string>> => {
    const { headers } = await askAsStranger(`${page}?${secretQuery}`)
    return { cookie: headers['set-cookie']?.[0] as string }
  }
  const statusOf = async (headers: Record<string, string>) => (await askAsStranger(page, { headers })).status
  const [used, unused] = [await signIn(), await signIn()]
  mock.timers.tick(43_199_999)
  t.equal(await statusOf(used), 200)
  mock.timers.tick(1)
  t.equal(await statusOf(unused), 401)
  t.equal(await statusOf(used), 200)
  const more = []
  for (let index = 0; index < 32; index++) more.push(await signIn())
  t.equal(await statusOf(used), 401, 'the one that was not used for the longest time')
  t.equal(await statusOf(more[0] as Record<string, string>), 200)
})

t.test('a link on another site leads in, although the browser leaves a strict cookie out at first', async (t) => {
  const { page, origin } = await inspected(t)
  for (const site of ['cross-site', 'same-site']) {
    const led = await askAsStranger(page, { headers: { 'sec-fetch-site': site } })
    t.match(led, { status: 401, headers: { refresh: '0; url=./', 'www-authenticate': undefined } })
  }
  t.match((await askAsStranger(`${origin}/room-callbacks`, { headers: { 'sec-fetch-site': 'cross-site' } })).headers, {
    refresh: '0; url=./room-callbacks/',
  })
  for (const site of ['same-origin', 'none']) {
    const { headers } = await askAsStranger(page, { headers: { 'sec-fetch-site': site } })
    t.equal(headers['refresh'], undefined, 'once')
  }
})

t.test('a request without a secret prints the address with the secret on the terminal, once', async (t) => {
  const { mock: said } = mock.method(console, 'error', () => {})
  t.teardown(() => said.restore())
  const printed = (): unknown[] => said.calls.flatMap(({ arguments: words }) => words)
  const inspect = inspector(roomCallbacks(appId, { deadline: patience }))
  const other = inspector(roomCallbacks(appId, { deadline: patience }), { path: '/other' })
  t.teardown(() => [inspect.close(), other.close()])
  const app = express5().use('/:tenant', inspect, other)
  const origin = await listen(t, app)
  await askAsStranger(`${origin}/a/room-callbacks/api/overview`)
  t.same(printed(), [])
  await askAsStranger(`${origin}/a/room-callbacks/`)
  t.match(printed(), [/^Open the inspector: http:\/\/localhost:\d+\/a\/room-callbacks\/\?secret=[\w-]{24}$/])
  const [, address = ''] = /(http:\S+)/.exec(String(printed()[0])) ?? []
  t.equal((await askAsStranger(address)).status, 303)
  await askAsStranger(`${origin}/a/room-callbacks/?secret=wrong`)
  t.equal(printed().length, 1)
  await askAsStranger(`${origin}/%1b%5b2J/other/`)
  t.match(
    printed().slice(1),
    [/^Open the inspector: http:\/\/localhost:\d+\/other\/\?secret=/],
    'what a stranger wrote is not',
  )

  const told = await random(t)
  const given = await inspected(t)
  await askAsStranger(`${told.origin}/room-callbacks/`)
  await askAsStranger(given.page)
  t.equal(printed().length, 2, 'neither where the app told it, nor a secret of the options')
})

t.test('the address that is printed fits how the page was reached', async (t) => {
  const { mock: said } = mock.method(console, 'error', () => {})
  t.teardown(() => said.restore())
  const inspect = inspector(roomCallbacks(appId, { deadline: patience }))
  const bySocket = inspector(roomCallbacks(appId, { deadline: patience }))
  t.teardown(() => [inspect.close(), bySocket.close()])
  const secure = createSecureServer(certificate, (request, response) => inspect(request, response)).listen(
    0,
    '127.0.0.1',
  )
  t.teardown(() => secure.close())
  await once(secure, 'listening')
  const { port } = secure.address() as AddressInfo
  const asking = requestSecurely({
    port,
    host: '127.0.0.1',
    path: '/room-callbacks/',
    agent: false,
    rejectUnauthorized: false,
  }).end()
  const [response] = await once(asking, 'response')
  response.resume()
  t.match(said.calls[0]?.arguments[0], new RegExp(`: https://localhost:${port}/room-callbacks/\\?secret=`))

  const path = socketPath(t)
  const local = createServer((request, response) => bySocket(request, response)).listen(path)
  t.teardown(() => local.close())
  await once(local, 'listening')
  const headers = { host: 'localhost' }
  const [locked] = await once(
    requestHttp({ socketPath: path, path: '/room-callbacks/', agent: false, headers }).end(),
    'response',
  )
  t.equal(locked.resume().statusCode, 401)
  t.match(said.calls[1]?.arguments[0], /: \/room-callbacks\/\?secret=/)
})

type Logged = readonly (string | undefined)[]

const express = { 'Express 5': express5, 'Express 4': express4 }
for (const [name, make] of Object.entries(express)) {
  t.test(`an access log of ${name} does not hold the secret`, async (t) => {
    const logged: Logged[] = []
    const inspect = inspector(roomCallbacks(appId, { deadline: patience }), { secret })
    t.teardown(() => inspect.close())
    const app = make().use((request, response, next) => {
      response.on('finish', () => logged.push([request.originalUrl, request.url]))
      next()
    })
    const origin = await listen(t, app.use('/debug', inspect))
    t.match(await askAsStranger(`${origin}/debug/room-callbacks?${secretQuery}`), {
      status: 303,
      headers: { 'set-cookie': [/; Path=\/debug\/room-callbacks;/] },
    })
    t.match(logged, [['/debug/room-callbacks', /^[^?]*$/]])
  })
}

for (const [name, Koa] of Object.entries({ 'Koa 3': Koa3, 'Koa 2': Koa2 as unknown as typeof Koa3 })) {
  t.test(`an access log of ${name} does not hold the secret`, async (t) => {
    const logged: Logged[] = []
    const inspect = inspector(roomCallbacks(appId, { deadline: patience }), { secret })
    t.teardown(() => inspect.close())
    const app = new Koa().use(async (context, next) => {
      await next()
      logged.push([context.originalUrl, context.url, context.request.originalUrl, context.href])
    })
    const origin = await listen(t, app.use(inspect).callback())
    t.match(await askAsStranger(`${origin}/room-callbacks/?${secretQuery}`), { status: 303 })
    t.match(logged, [['/room-callbacks/', '/room-callbacks/', '/room-callbacks/', /^[^?]*$/]])
  })
}

t.test('the cookie of an inspector at the root is for every path', async (t) => {
  const inspect = inspector(roomCallbacks(appId), { secret, path: '/' })
  t.teardown(() => inspect.close())
  const origin = await listen(t, (request, response) => inspect(request, response))
  const { status, headers } = await askAsStranger(`${origin}/?${secretQuery}`)
  t.equal(status, 303)
  t.match(headers['set-cookie'], [/^room-callbacks-inspector-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/])
})

t.test('a cookie of the app stays beside that of a session, and an odd path is left to the browser', async (t) => {
  const inspect = inspector(roomCallbacks(appId, { deadline: patience }), { secret })
  t.teardown(() => inspect.close())
  const app = express5().use((_request, response, next) => {
    response.cookie('app', '1')
    next()
  })
  const origin = await listen(t, app.use('/:tenant', inspect))
  const cookies = (await askAsStranger(`${origin}/a;b/room-callbacks/?${secretQuery}`)).headers['set-cookie']
  t.match(cookies, [/^app=1/, /^room-callbacks-inspector-\d+=[\w-]{43}; HttpOnly; SameSite=Strict$/])
})
