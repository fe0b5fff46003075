import { once } from 'node:events'
import { createServer, type OutgoingHttpHeaders, type RequestListener, type RequestOptions, request } from 'node:http'
import { type AddressInfo, connect, type ListenOptions } from 'node:net'
import { networkInterfaces } from 'node:os'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks } from '@room-callbacks/node'
import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { ask, authorized, post, secret } from './ask.ts'
import { appId, inspected, listen, socketPath, type Test } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'

t.test('options are checked', async (t) => {
  const mount = (options: object) => inspector(roomCallbacks(appId, { deadline: patience }), options)
  const cases: [object, RegExp][] = [
    [{ capcity: 5 }, /"capcity" is not an option\. Did you mean "capacity"\?/],
    [{ __proto__: null, toString: 1 }, /"toString" is not an option/],
    [{ path: 'debug' }, /path: expected a path/],
    [{ path: '/a?b' }, /path: expected a path/],
    [{ secret: undefined }, /secret: expected a text of 16 to 256 characters/],
    [{ secret: 'too short' }, /secret: expected a text of 16 to 256 characters/],
    [{ secret: 'x'.repeat(257) }, /secret: expected a text of 16 to 256 characters/],
    [{ secret: `half a character: \ud800` }, /secret: expected a text of 16 to 256 characters/],
    [{ secret: 'read from a file with its line break\n' }, /without white space at its ends\. .* trim\(\) it/],
    [{ secret: ' copied with a blank' }, /without white space at its ends/],
    [{ secret: 'copied with a \u200b mark' }, /none of which is invisible/],
    [{ trustUnixSocket: 1 }, /trustUnixSocket: expected true or false/],
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
    t.throws(() => inspector((() => {}) as never, { record }), { code: 'invalid-option', message: /roomCallbacks/ })
  }
  t.notMatch(String(t.throws(() => mount({ secret: 'too short' }))), 'too short', 'no error holds a secret')
})

t.test('a request through a proxy is refused', async (t) => {
  const { page } = await inspected(t)
  for (const header of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']) {
    const { status, json } = await ask(page, { headers: { [header]: '127.0.0.1' } })
    t.equal(status, 403, header)
    t.equal(json.error.code, 'remote')
  }
})

t.test('only this machine is served, with any secret', async (t) => {
  const callbacks = roomCallbacks(appId, { deadline: patience })
  const inspect = inspector(callbacks, { secret })
  const open = inspector(callbacks, { path: '/open', allowRemote: true, secret })
  t.teardown(() => [inspect.close(), open.close()])
  const listener: RequestListener = (request, response) => open(request, response, () => inspect(request, response))
  const addresses = Object.values(networkInterfaces()).flatMap((faces = []) =>
    faces.filter(({ internal }) => !internal),
  )
  const far = addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => ({ host: address }))
  const near = [{ host: '127.0.0.1' }, { host: '127.0.0.1', localAddress: '127.1.2.3' }]
  const { port } = await listenOn(t, listener, { port: 0, host: '::' })
  for (const target of far.map((at) => ({ ...at, port }))) {
    t.equal(await statusAt({ ...target, path: '/room-callbacks/', headers: authorized }), 403, JSON.stringify(target))
    t.equal(await statusAt({ ...target, path: '/open/' }), 401, 'with allowRemote it needs the secret')
    t.equal(await statusAt({ ...target, path: '/open/', headers: authorized }), 200)
  }
  for (const target of near) {
    t.equal(await statusAt({ ...target, port, path: '/room-callbacks/' }), 401)
    t.equal(await statusAt({ ...target, port, path: '/room-callbacks/', headers: authorized }), 200)
  }
})

t.test('what came by a Unix socket needs the secret, unless the options trust that socket', async (t) => {
  const callbacks = roomCallbacks(appId, { deadline: patience })
  const careful = inspector(callbacks, { secret })
  const trusting = inspector(callbacks, { path: '/trusting', secret, trustUnixSocket: true })
  t.teardown(() => [careful.close(), trusting.close()])
  const listener: RequestListener = (request, response) => trusting(request, response, () => careful(request, response))
  const local = { socketPath: socketPath(t) }
  await listenOn(t, listener, { path: local.socketPath })
  const { port } = await listenOn(t, listener, { port: 0, host: '127.0.0.1' })
  t.equal(await statusAt({ ...local, path: '/room-callbacks/' }), 401, 'nginx sends strangers to such a socket, too')
  t.equal(await statusAt({ ...local, path: '/room-callbacks/', headers: authorized }), 200)
  t.equal(await statusAt({ ...local, path: '/trusting/' }), 200)
  t.equal(await statusAt({ ...local, path: '/trusting/', headers: { via: '1.1 proxy' } }), 403)
  t.equal(await statusAt({ port, host: '127.0.0.1', path: '/trusting/' }), 401, 'TCP proves nothing')
})

t.test('a connection without an address is no Unix socket', async (t) => {
  const inspect = inspector(roomCallbacks(appId, { deadline: patience }), { secret, trustUnixSocket: true })
  t.teardown(() => inspect.close())
  const origin = await listen(t, (request, response) => {
    Object.defineProperty(request.socket, 'remoteAddress', { value: undefined })
    inspect(request, response)
  })
  t.equal((await ask(`${origin}/room-callbacks/`)).status, 403)
})

async function listenOn(t: Test, listener: RequestListener, place: ListenOptions): Promise<AddressInfo> {
  const server = createServer(listener).listen(place)
  t.teardown(() => server.close())
  await once(server, 'listening')
  return server.address() as AddressInfo
}

async function statusAt(target: RequestOptions): Promise<number | undefined> {
  const headers = { host: 'localhost', ...(target.headers as OutgoingHttpHeaders | undefined) }
  const [response] = await once(request({ ...target, agent: false, headers }).end(), 'response')
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
