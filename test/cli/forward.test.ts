import { once } from 'node:events'
import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
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
  t.notOk('content-type' in (seen[1]?.headers ?? {}), 'nothing is added')
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
    { outcome: 'invalid-packet', forwarded: { ok: false, status: 400, answer: { ErrorInfo: 'invalid-packet' } } },
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
    /200 handled {2}Room\.CallbackAfterCreateRoom\n {2}\{.*\}\n {2}target {2}200 {2}\d+\.\d ms {2}Noted\.\n$/,
  )
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

t.test('forward wants a URL that a query can be appended to', async (t) => {
  const { code, stderr } = await runCli(['forward', '--to', 'localhost:3000'], { env: account })
  t.equal(code, 2)
  t.match(stderr, 'invalid-setting: --to is not a URL that callbacks can be sent to.')
})
