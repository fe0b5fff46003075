import { once } from 'node:events'
import { createServer, type RequestListener, type RequestOptions, request } from 'node:http'
import { type AddressInfo, connect, type ListenOptions } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks } from '@room-callbacks/node'
import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { ask, post } from './ask.ts'
import { appId, inspected, type Test } from './inspected.ts'

const secret = 'a long enough secret'
const command = 'Room.CallbackAfterMemberEnter'
const basic = (password: string): string => `Basic ${Buffer.from(`me:${password}`).toString('base64')}`

t.test('in production it is not mounted without a secret', async (t) => {
  const before = process.env['NODE_ENV']
  t.teardown(() => {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  })
  process.env['NODE_ENV'] = 'production'
  t.throws(() => inspector(roomCallbacks(appId)), { code: 'invalid-option', message: /production.*secret/ })
  t.doesNotThrow(() => inspector(roomCallbacks(appId), { secret }).close())
})

t.test('options are checked', async (t) => {
  const mount = (options: object) => inspector(roomCallbacks(appId), options)
  const cases: [object, RegExp][] = [
    [{ capcity: 5 }, /"capcity" is not an option.*capacity/],
    [{ __proto__: null, toString: 1 }, /"toString" is not an option/],
    [{ path: 'debug' }, /path: expected a path/],
    [{ path: '/a?b' }, /path: expected a path/],
    [{ secret: undefined }, /secret: expected at least 16 characters/],
    [{ secret: 'too short' }, /secret: expected at least 16 characters/],
    [{ capacity: 0 }, /capacity: expected an integer/],
    [{ capacity: 1.5 }, /capacity: expected an integer/],
    [{ record: 'never' }, /record: expected 'always' or 'watched'/],
    [{ memory: 1 }, /memory: expected an integer/],
    [{ memory: 2 ** 40 }, /memory: expected an integer/],
    [{ allowRemote: 'yes' }, /allowRemote: expected true or false/],
    [{ allowRemote: true }, /allowRemote needs a secret/],
    [{ hosts: 'dev.example' }, /hosts: expected a list/],
    [{ hosts: ['dev.example:80'] }, /hosts: expected a list/],
    [{ hosts: [5] }, /hosts: expected a list/],
  ]
  for (const [options, message] of cases) t.throws(() => mount(options), { code: 'invalid-option', message })
  const given = { path: undefined, capacity: undefined } as object
  t.doesNotThrow(() => mount(given).close(), 'what is left undefined has its default')
  for (const record of ['always', 'watched'] as const) {
    t.throws(() => inspector(() => {}, { record }), { code: 'invalid-option', message: /roomCallbacks/ })
  }
  t.notMatch(String(t.throws(() => mount({ secret: 'too short' }))), 'too short', 'no error holds a secret')
})

t.test('with a secret, whoever has none is asked for it', async (t) => {
  const { page } = await inspected(t, { secret })
  const closed = await ask(page)
  t.equal(closed.status, 401)
  t.match(closed.headers['www-authenticate'], /^Basic realm=/)
  t.notMatch(closed.text, 'html')
  const attempts = [
    'Basic',
    'Basic !',
    basic('wrong'),
    basic(`${secret} `),
    'Bearer wrong',
    'Digest a',
    `Bearer  ${secret}`,
  ]
  for (const authorization of attempts) {
    t.equal((await ask(page, { headers: { authorization } })).status, 401, authorization)
  }
  t.equal((await ask(page, { headers: { authorization: basic(secret) } })).status, 200)
  t.equal((await ask(`${page}api/overview`, { headers: { authorization: basic(secret) } })).status, 200)
  t.equal((await ask(`${page}api/overview`)).status, 401)
})

t.test('a Bearer token is the secret, too', async (t) => {
  const bearer = 'sixteen-or-more-characters'
  const { page } = await inspected(t, { secret: bearer })
  t.equal((await ask(page, { headers: { authorization: `Bearer ${bearer}` } })).status, 200)
})

t.test('whoever comes through a proxy is refused', async (t) => {
  const { page } = await inspected(t)
  for (const header of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']) {
    const { status, json } = await ask(page, { headers: { [header]: '127.0.0.1' } })
    t.equal(status, 403, header)
    t.equal(json.error.code, 'remote')
  }
})

t.test('only a socket of this machine is served', async (t) => {
  const callbacks = roomCallbacks(appId)
  const inspect = inspector(callbacks)
  const open = inspector(callbacks, { path: '/open', allowRemote: true, secret })
  t.teardown(() => [inspect.close(), open.close()])
  const listener: RequestListener = (request, response) => open(request, response, () => inspect(request, response))
  const addresses = Object.values(networkInterfaces()).flatMap((faces = []) =>
    faces.filter(({ internal }) => !internal),
  )
  const far = addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => ({ host: address }))
  const near = [{ host: '127.0.0.1' }, { host: '127.0.0.1', localAddress: '127.1.2.3' }]
  const { port } = await listenOn(t, listener, { port: 0, host: '::' })
  // Nobody can say where the other end of such a one is.
  const socketPath = join(t.testdir(), 'inspector.sock')
  await listenOn(t, listener, { path: socketPath })
  for (const target of [...far.map((at) => ({ ...at, port })), { socketPath }]) {
    t.equal(await statusAt({ ...target, path: '/room-callbacks/' }), 403, JSON.stringify(target))
    t.equal(await statusAt({ ...target, path: '/open/' }), 401, 'with allowRemote it needs the secret')
  }
  for (const target of near) t.equal(await statusAt({ ...target, port, path: '/room-callbacks/' }), 200)
})

async function listenOn(t: Test, listener: RequestListener, place: ListenOptions): Promise<AddressInfo> {
  const server = createServer(listener).listen(place)
  t.teardown(() => server.close())
  await once(server, 'listening')
  return server.address() as AddressInfo
}

async function statusAt(target: RequestOptions): Promise<number | undefined> {
  const [response] = await once(request({ ...target, agent: false, headers: { host: 'localhost' } }).end(), 'response')
  response.resume()
  return response.statusCode
}

t.test('a name that is not known is refused: it may have been rebound', async (t) => {
  const { page } = await inspected(t, { hosts: ['Dev.Example'] })
  const statusOf = async (host: string): Promise<number> => (await ask(page, { headers: { host } })).status
  for (const host of ['localhost', 'localhost:3000', 'app.localhost', '127.0.0.1:1', '[::1]:80', 'dev.example:8080']) {
    t.equal(await statusOf(host), 200, host)
  }
  for (const host of ['evil.example', 'localhost.evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'a b']) {
    t.equal(await statusOf(host), 403, host)
  }
})

t.test('a request without a Host is refused', async (t) => {
  const { origin } = await inspected(t)
  const socket = connect(Number(new URL(origin).port), '127.0.0.1').setEncoding('utf8')
  socket.write('GET /room-callbacks/ HTTP/1.0\r\n\r\n')
  const [answer] = await once(socket, 'data')
  t.match(answer, /^HTTP\/1\.1 403/)
  socket.destroy()
})

t.test('another site can neither read nor change anything', async (t) => {
  const { page, send } = await inspected(t)
  await send(packet(command))
  const foreign = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign as Record<string, string>[]) {
    t.equal((await post(`${page}api/replay`, { id: 1 }, headers)).status, 403)
    t.equal((await ask(`${page}api/overview`, { headers })).status, 403)
    t.equal((await ask(`${page}api/stream`, { headers })).status, 403)
  }
  const { host } = new URL(page)
  const own = { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
  t.equal((await post(`${page}api/replay`, { id: 1 }, own)).status, 200)
  t.equal((await ask(page, { headers: { 'sec-fetch-site': 'cross-site' } })).status, 200, 'a link leads to the page')
})

t.test('what a form can send changes nothing', async (t) => {
  const { page } = await inspected(t)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp']) {
    const { status, json } = await post(`${page}api/import`, '{}', { 'content-type': type })
    t.equal(status, 415, type)
    t.equal(json.error.code, 'not-json')
  }
  t.equal((await ask(`${page}api/import`, { method: 'POST' })).status, 415, 'nor what says nothing')
  const charset = { 'content-type': 'application/json; charset=utf-8' }
  t.equal((await post(`${page}api/import`, '{"version":1,"callbacks":[]}', charset)).status, 200)
})

t.test('every answer keeps the browser on a short leash', async (t) => {
  const { page, get } = await inspected(t)
  const { text } = await ask(page)
  const names = [...text.matchAll(/(?:src|href)="(page[^"]+)"/g)].map(([, name]) => name as string)
  t.equal(names.length, 2)
  for (const path of ['', ...names, 'api/overview', 'api/rooms', 'api/callbacks/99', 'api/export']) {
    const { headers } = await get(path)
    t.match(headers['content-security-policy'], /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src/)
    t.match(headers['content-security-policy'], /frame-ancestors 'none'/)
    t.match(headers, {
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
    t.match(headers['cache-control'], names.includes(path) ? /immutable/ : /no-store/, path)
  }
  t.notMatch(text, /<script>|style=|https?:\/\/(?!www\.w3\.org)/, 'nothing is inline, nothing comes from elsewhere')
})
