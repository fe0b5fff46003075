import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { buffer, text } from 'node:stream/consumers'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks } from '@room-callbacks/node'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { patience } from '../unhurried.ts'
import { Running, runCli } from './run-cli.ts'
import { account, receiverFor, sdkAppId, serveFor, token } from './servers.ts'

const created = 'Room.CallbackAfterCreateRoom'
const gift = 'Live.CallbackBeforeSendGift'
const query = callbackQuery({ sdkAppId, token, command: created })

const forwardTo = (url: string, ...flags: string[]): Running =>
  new Running(['forward', '--to', url, '--port', '0', ...flags], { env: account })

/** A request as it arrived. */
interface Seen {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: Record<string, unknown>
  readonly body: Buffer
}

t.test('forward passes on bytes, query and headers, and gives the answer back', async (t) => {
  const seen: Seen[] = []
  const target = await serveFor(t, async (asked, response) => {
    seen.push({ method: asked.method, url: asked.url, headers: asked.headers, body: await buffer(asked) })
    response.writeHead(201, { 'x-answer': 'yes', 'content-type': 'text/plain' }).end('as it is')
  })
  const running = forwardTo(`${target.url}/below/`)
  const url = await running.url()
  const body = new Uint8Array([0xff, 0x00, 0x7b])
  // Spaces and cases that no encoder would write like this.
  const odd = `a=%7e&B=+&${query}`
  const headers = { 'x-own': 'kept', 'content-type': 'text/odd' }
  const answer = await fetch(`${url}/tencent?${odd}`, { method: 'PUT', headers, body })
  t.equal(answer.status, 201)
  t.equal(answer.headers.get('x-answer'), 'yes')
  t.equal(await answer.text(), 'as it is')
  t.match(seen, [{ method: 'PUT', url: `/below/tencent?${odd}`, headers }])
  t.strictSame(seen[0]?.body, Buffer.from(body))
  t.equal(seen[0]?.headers['host'], new URL(target.url).host)
  await fetch(url)
  t.equal(seen[1]?.url, '/below/', 'the root is the target itself')
  t.notOk('content-type' in (seen[1]?.headers ?? {}), 'no content type is made up')
  const { code, stderr, stdout } = await running.interrupt()
  t.equal(code, 0)
  t.match(stdout, '405 wrong-method')
  t.match(stderr, /passing on to http:\/\/127\.0\.0\.1:\d+\/below\/\. Ctrl-C ends it\./)
  t.match(stderr, /No callback: GET \/ {2}201 {2}\d+\.\d ms {2}Failed/)
})

t.test('forward prints what it would do itself, beside what the target does', async (t) => {
  const { url: target, heard } = await receiverFor(t)
  const running = forwardTo(target, '--json')
  const url = await running.url()
  const send = (change: string): Promise<unknown> =>
    runCli(['send', gift, '--url', url, '--set', change], { env: account })
  await send('GiftWater.Count=100')
  await send('GiftWater.Count="many"')
  await running.until('stdout', /\n.*\n/)
  const lines = (await running.interrupt()).jsonLines()
  t.match(lines, [
    { command: gift, outcome: 'unhandled', forwarded: { ok: true, status: 200, answer: { ErrorCode: 102101 } } },
    { outcome: 'invalid-packet', forwarded: { ok: true, status: 200, answer: { ErrorCode: 1 } } },
  ])
  t.equal(heard.length, 1)
})

t.test('forward as text has a line for the target', async (t) => {
  const { url: target } = await receiverFor(t)
  const running = forwardTo(target)
  await runCli(['send', created, '--url', await running.url()], { env: account })
  await running.until('stdout', /target/)
  const { stdout } = await running.interrupt()
  t.match(
    stdout,
    /200 handled {2}Room\.CallbackAfterCreateRoom\n {2}app 1400000000 {2}RoomInfo\.RoomId=.*\n {2}target {2}200 {2}code 0 {2}\d+\.\d ms {2}Noted\.\n$/,
  )
})

t.test('forward --body prints both bodies, and what controls a terminal is escaped in both', async (t) => {
  const target = await serveFor(t, (asked, response) => {
    asked.resume().on('end', () => response.end('no JSON\n\u001b[2J'))
  })
  const running = forwardTo(target.url, '--body')
  await fetch(`${await running.url()}/?${query}`, { method: 'POST', body: sampleText(created) })
  await running.until('stdout', /answer/)
  const { stdout } = await running.interrupt()
  t.match(stdout, /\n {2}body {2}\{.*\n {2}target {2}200 {2}\d+\.\d ms {2}Failed/s)
  t.match(stdout, '\n  answer  no JSON\\u000a\\u001b[2J\n')
})

t.test('a request that says nothing about its connection is passed on too', async (t) => {
  const { url: target, heard } = await receiverFor(t)
  const running = forwardTo(target)
  const { port } = new URL(await running.url())
  const socket = connect(Number(port), '127.0.0.1')
  const body = sampleText(created)
  socket.write(`POST /?${query} HTTP/1.0\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  t.match(await text(socket), /^HTTP\/1\.1 200 OK\r\n/)
  t.equal(heard.length, 1)
  await running.interrupt()
})

t.test('a target that does not answer is a failed callback', async (t) => {
  const closed = await serveFor(t, () => {})
  await closed.close()
  const running = new Running(['forward', '--to', closed.url, '--port', '0', '--json'], {
    env: { ROOM_CALLBACKS_SDKAPPID: sdkAppId },
  })
  const url = await running.url()
  const answer = await fetch(`${url}/?${query}`, { method: 'POST', body: sampleText(created) })
  t.equal(answer.status, 502)
  await running.until('stdout', /\n/)
  const { json, stderr } = await running.interrupt()
  t.match(json(), { forwarded: { error: /cannot be reached: ECONNREFUSED/ } })
  t.match(stderr, 'signatures are not checked')
})

t.test('forward reads no body without end', async (t) => {
  const { url: target } = await receiverFor(t)
  const running = forwardTo(target)
  const url = await running.url()
  const answer = await fetch(`${url}/?${query}`, { method: 'POST', body: Buffer.alloc(10_485_761, ' ') })
  t.equal(answer.status, 413)
  const { stdout } = await running.interrupt()
  t.equal(stdout, '')
})

t.test('forward outlives who hangs up in the middle of a body', async (t) => {
  const { url: target } = await receiverFor(t)
  const running = forwardTo(target)
  const url = await running.url()
  const rude = request(`${url}/?${query}`, { method: 'POST', headers: { 'content-length': '100' } })
  rude.on('error', () => {})
  rude.write('{')
  await once(rude, 'socket')
  rude.destroy()
  await runCli(['send', created, '--url', url], { env: account })
  t.equal((await running.interrupt()).code, 0)
})

t.test('forward that is ended still gives the answers back that are on their way', async (t) => {
  let end: Promise<unknown> = Promise.resolve()
  const target = await serveFor(t, (_, response) => {
    end = running.interrupt()
    response.end('as it is')
  })
  const running = forwardTo(target.url)
  const answer = await fetch(`${await running.url()}/?${query}`, { method: 'POST', body: sampleText(created) })
  t.match([answer.status, await answer.text()], [200, 'as it is'])
  t.match(await end, { code: 0, stdout: /target {2}200/ })
})

/** Writes a request line as it is: any other client would tidy it up. */
async function askRaw(url: string, target: string, ...fields: string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const lines = [`GET ${target} HTTP/1.1`, 'Host: tunnel.example.com', 'Connection: close', ...fields]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  return (await buffer(socket)).toString().split('\r\n', 1)[0] as string
}

/** A target that notes what it is asked for. */
async function notingTarget(t: Test) {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = []
  const { url } = await serveFor(t, ({ url, headers }, response) => {
    seen.push({ url: url as string, headers })
    response.end('{}')
  })
  return { url, seen }
}

const climbing = [
  '/../admin',
  '/x/../../admin',
  '/%2e%2e/admin',
  '/.%2E/admin',
  '/%252e%252e/admin',
  '/%25252525252525252e%2e/admin',
  '/..%2fadmin',
  '/..%5cadmin',
  '/..\\admin',
  '/x\\..\\..\\admin',
  '//../admin',
  '/..;/admin',
  '/..;a=b/admin',
  '/..%00/admin',
  '/..%09/admin',
  '/%20../admin',
  '/..',
  '/x/../..',
  '/%c0%ae%c0%ae/admin',
  '/%ef%bc%8e%ef%bc%8e/admin',
  '/%ff/../admin',
  'http://localhost/../admin',
  'http://tunnel.example.com/x/..%2f..%2fadmin',
  'HTTP://localhost\\..\\admin',
]

const staying: readonly [asked: string, reached: string][] = [
  ['/x', '/tencent/x'],
  ['//x', '/tencent//x'],
  ['//stranger.example.com/x', '/tencent//stranger.example.com/x'],
  ['/a/..b/c..', '/tencent/a/..b/c..'],
  ['/a%20b%2Fc', '/tencent/a%20b%2Fc'],
  ['/100%', '/tencent/100%'],
  ['/x?to=/../admin', '/tencent/x?to=/../admin'],
  ['http://stranger.example.com/x?a=1', '/tencent/x?a=1'],
  ['http://stranger.example.com', '/tencent'],
  ['http://stranger.example.com?a=1', '/tencent?a=1'],
]

t.test('forward reaches nothing above the path of --to, however it is spelt', async (t) => {
  const { url: target, seen } = await notingTarget(t)
  const running = forwardTo(`${target}/tencent`)
  const url = await running.url()
  for (const path of climbing) t.equal(await askRaw(url, path), 'HTTP/1.1 400 Bad Request', path)
  t.same(seen, [])
  for (const [path] of staying) t.equal(await askRaw(url, path), 'HTTP/1.1 200 OK', path)
  t.same(
    seen.map(({ url }) => url),
    staying.map(([, reached]) => reached),
  )
  t.match((await running.interrupt()).stderr, 'Refused: GET /../admin leaves the path of --to.')
})

t.test('no path that forward passes on is above that of --to', async (t) => {
  const { url: target, seen } = await notingTarget(t)
  const running = forwardTo(`${target}/tencent`)
  const url = await running.url()
  const piece = fc.constantFrom(
    '.',
    '..',
    '%2e',
    '%2E',
    '%25',
    '2e',
    '/',
    '\\',
    '%2f',
    '%5c',
    ';',
    'a',
    'http://',
    '?',
    '%00',
  )
  const path = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => `/${pieces.join('')}`)
  await fc.assert(
    fc.asyncProperty(path, async (path) => {
      await askRaw(url, path)
    }),
    { numRuns: 300 },
  )
  t.ok(seen.length > 50)
  for (const { url } of seen) t.match(new URL(url, target).pathname, /^\/tencent(\/|$)/, url)
  await running.interrupt()
})

t.test('forward tells the target the address of the caller, and passes on none that the caller claims', async (t) => {
  const { url: target, seen } = await notingTarget(t)
  const claims = [
    'X-Forwarded-For: 127.0.0.1',
    'Forwarded: for=127.0.0.1',
    'X-Real-IP: 127.0.0.1',
    'X-Forwarded-Host: localhost',
    'X-Forwarded-Proto: https',
    'X-Client-IP: 127.0.0.1',
    'True-Client-IP: 127.0.0.1',
    'CF-Connecting-IP: 127.0.0.1',
    'X-Original-URL: /admin',
    'X-Rewrite-URL: /admin',
    'Via: 1.0 other',
    'Connection: X-Forwarded-For, Forwarded, X-Own',
    'X-Own: dropped',
  ]
  const running = forwardTo(target)
  const url = await running.url()
  t.equal(await askRaw(url, '/x', ...claims), 'HTTP/1.1 200 OK')
  t.equal(await askRaw(url, '/x'), 'HTTP/1.1 200 OK')
  await running.interrupt()
  const own = { 'x-forwarded-for': 'unknown', forwarded: 'for=unknown' }
  t.match(seen, [
    { headers: { ...own, via: '1.0 other, 1.1 room-callbacks-forward' } },
    { headers: { ...own, via: '1.1 room-callbacks-forward' } },
  ])
  t.notMatch(JSON.stringify(seen[0]?.headers), /127\.0\.0\.1"|localhost"|https|admin|dropped/)

  const trusting = forwardTo(target, '--trust-proxy')
  t.equal(await askRaw(await trusting.url(), '/x', ...claims.slice(0, 5)), 'HTTP/1.1 200 OK')
  await trusting.interrupt()
  t.match(seen[2]?.headers, {
    'x-forwarded-for': '127.0.0.1, unknown',
    forwarded: 'for=127.0.0.1, for=unknown',
    'x-real-ip': '127.0.0.1',
    'x-forwarded-proto': 'https',
  })
})

t.test('a caller of another machine is named', async (t) => {
  const addresses = Object.values(networkInterfaces()).flatMap((faces = []) => faces)
  const own = addresses.filter(({ internal, scopeid }) => !internal && !scopeid)
  const { url: target, seen } = await notingTarget(t)
  const running = forwardTo(target, '--host', '::')
  const { port } = new URL(await running.url())
  for (const { address, family } of own) {
    const host = family === 'IPv6' ? `[${address}]` : address
    t.equal((await fetch(`http://${host}:${port}/x`)).status, 200)
    const node = family === 'IPv6' ? `"[${address}]"` : address
    t.match(seen.at(-1)?.headers, { 'x-forwarded-for': address, forwarded: `for=${node}` })
  }
  t.equal((await running.interrupt()).code, 0)
})

t.test('no caller reaches an inspector through forward, with or without its secret', async (t) => {
  const callbacks = roomCallbacks(sdkAppId, { deadline: patience })
  const secret = 'the secret of the inspector'
  const inspect = inspector(callbacks, { secret })
  t.teardown(() => inspect.close())
  const { url: target } = await serveFor(t, (request, response) => inspect(request, response))
  const running = forwardTo(target)
  const headers = { authorization: `Bearer ${secret}` }
  t.equal((await fetch(`${target}/room-callbacks/api/overview`, { headers })).status, 200)
  t.equal((await fetch(`${await running.url()}/room-callbacks/api/overview`, { headers })).status, 403)
  await running.interrupt()
})

t.test('forward wants a URL that a query can be appended to', async (t) => {
  const { code, stderr } = await runCli(['forward', '--to', 'localhost:3000'], { env: account })
  t.equal(code, 2)
  t.match(stderr, 'invalid-setting: --to is not a URL that callbacks can be sent to.')
})
