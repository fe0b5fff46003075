import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { inspect } from 'node:util'
import { type CallbackConfiguration, callbackClient, errorCodeTable, PlatformError } from '@room-callbacks/client'
import t, { type Test } from 'tap'
import { fail, hangUp, keepSilent, ok, type Reaction, RestStandIn, raw, refused, secretKey } from './rest-stand-in.ts'

const api = 'v4/live_config/get_callback'
const live: CallbackConfiguration = {
  Url: 'https://example.com/tencent',
  CallbackCommandList: ['Live.CallbackAfterCreateRoom'],
}

/** The error of a call that gets this answer, and how often it was asked. */
async function failure(t: Test, reaction: Reaction, retries = 0): Promise<[error: PlatformError, requests: number]> {
  const platform = await RestStandIn.start(t)
  platform.on(api, ...Array.from({ length: retries + 1 }, () => reaction))
  try {
    await platform.client(t, { retries }).live.get()
  } catch (error) {
    return [error as PlatformError, platform.received.length]
  }
  throw new Error('It did not fail.')
}

// Its time runs beside the other tests.
const silence = RestStandIn.start(t).then(async (platform) => {
  platform.on(api, keepSilent)
  return platform
    .client(t, { timeout: 3001, retries: 0 })
    .live.get()
    .catch((error: unknown) => error)
})

t.test('every documented code becomes an error that says what it means and what to do', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { retries: 0 })
  for (const [code, { meaning, advice }] of Object.entries(errorCodeTable)) {
    platform.on(api, fail(Number(code), 'as the platform says'))
    const facts = { code: 'platform-refused', platformCode: Number(code), meaning, advice, api, attempts: 1 }
    const message = new RegExp(`^${api}: .*as the platform says \\(code ${code}, RequestId Id-8c98.*\\)$`)
    await t.rejects(client.live.get(), { ...facts, requestId: /^Id-8c98/, message })
  }
})

t.test('a code that is not documented is passed on', async (t) => {
  const [error] = await failure(t, fail(123_456, 'something new'))
  t.match(error, {
    code: 'platform-refused',
    platformCode: 123_456,
    message: /something new/,
    advice: /table of platform codes/,
  })
})

const documented = (answer: object): Reaction => raw(JSON.stringify(answer))
const halfAnAnswer: Reaction = (response) =>
  response.writeHead(200, { 'content-length': 9 }).write('{}', () => response.socket?.destroy())
const answers: readonly [string, Reaction, object][] = [
  [
    'HTTP 502',
    raw('<html>Bad gateway</html>', 502, 'text/html'),
    { code: 'http-status', status: 502, message: /It is 502/ },
  ],
  [
    'HTTP 500 with an answer',
    raw('{"RequestId":"Id-1"}', 500),
    { code: 'http-status', requestId: 'Id-1', message: /RequestId Id-1/ },
  ],
  ['HTTP 404', raw('{}', 404), { code: 'http-status', status: 404 }],
  ['a redirection', raw('', 302), { code: 'http-status', status: 302 }],
  ['HTML', raw('<html>Log in</html>', 200, 'text/html'), { code: 'not-json', message: /19 characters \(text\/html\)/ }],
  ['half of the JSON', raw('{"ActionStatus":"OK","Err'), { code: 'not-json' }],
  ['an empty body', (response) => response.end(), { code: 'not-json', message: /0 characters \(no content type\)/ }],
  ['a list', raw('[]'), { code: 'not-json' }],
  ['JSON of somebody else', raw('{"hello":"world"}'), { code: 'unexpected-answer', message: /no ErrorCode/ }],
  [
    'OK with a code',
    documented({ ActionStatus: 'OK', ErrorCode: 60_006 }),
    { platformCode: 60_006, requestId: undefined },
  ],
  [
    'FAIL without a code',
    documented({ ActionStatus: 'FAIL', ErrorCode: 0 }),
    { code: 'platform-refused', platformCode: 0 },
  ],
  ['a URL that is none', ok({ Url: 5 }), { code: 'unexpected-answer', message: /Its Url is not/, requestId: /^Id-/ }],
  ['a list that is none', ok({ Url: 'x', CallbackCommandList: [5] }), { code: 'unexpected-answer' }],
  ['more than 1 MiB', raw('x'.repeat(2 ** 20 + 1)), { code: 'unexpected-answer', message: /larger than 1 MiB/ }],
  ['a reset', hangUp, { code: 'connection-lost', cause: Error }],
  ['half of an answer', halfAnAnswer, { code: 'connection-lost' }],
]
for (const [what, reaction, expected] of answers) {
  t.test(`${what} is a coded error`, async (t) => {
    const [error, requests] = await failure(t, reaction)
    t.type(error, PlatformError)
    t.match(error, { api, attempts: 1, ...expected })
    t.ok(error.advice)
    t.equal(requests, 1)
  })
}

const retried: readonly [string, Reaction, boolean][] = [
  ['60008', fail(60_008), true],
  ['100001', fail(100_001), true],
  ['HTTP 503', raw('', 503), true],
  ['a reset', hangUp, true],
  ['60007', fail(60_007), false],
  ['100002', fail(100_002), false],
  ['HTTP 404', raw('', 404), false],
  ['HTML', raw('<html>'), false],
]
for (const [what, reaction, isRetried] of retried) {
  t.test(`${what} is ${isRetried ? 'tried again, so often and no more' : 'final'}`, async (t) => {
    const [error, requests] = await failure(t, reaction, 2)
    t.equal(requests, isRetried ? 3 : 1)
    t.equal(error.attempts, requests)
  })
}

t.test('what passes is not seen', async (t) => {
  const platform = await RestStandIn.start(t)
  platform.on(api, hangUp, fail(60_008), raw('', 502), ok({ Response: live }))
  t.match(await platform.client(t).live.get(), live)
  t.equal(platform.received.length, 4)
})

t.test('a signal ends the pause before the next attempt', async (t) => {
  const platform = await RestStandIn.start(t)
  platform.on(api, ...Array.from({ length: 11 }, () => fail(60_008)))
  const controller = new AbortController()
  const call = platform.client(t, { retries: 10 }).live.get({ signal: controller.signal })
  await platform.nextRequest()
  await platform.nextRequest()
  controller.abort()
  await t.rejects(call, { code: 'aborted', cause: { name: 'AbortError' } })
})

t.test('a host that is not there', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  // The label is too long for any name server to be asked.
  const noName = `https://${'x'.repeat(64)}.example`
  for (const url of [`http://127.0.0.1:${port}`, `http://localhost:${port}`, noName]) {
    const client = callbackClient({ sdkAppId: 1400000000, secretKey, url, retries: 1 })
    await t.rejects(
      client.live.get(),
      { code: 'unreachable', attempts: 2, advice: /name resolution/, cause: { code: /^E/ } },
      url,
    )
    await client.close()
  }
})

t.test('a host that does not speak TLS', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = callbackClient({
    sdkAppId: 1400000000,
    secretKey,
    url: platform.url.replace('http', 'https'),
    retries: 0,
  })
  await t.rejects(client.live.get(), { code: 'unreachable', cause: { message: /SSL/ } })
  await client.close()
})

t.test('a set whose answer was lost is not told that somebody was there before', async (t) => {
  const platform = await RestStandIn.start(t)
  const set = 'v4/live_config/set_callback'
  platform.on(set, hangUp, fail(100_300)).on(api, ok({ Response: live }))
  t.match(await platform.client(t).live.set(live), { RequestId: /^Id/ }, 'it was this very call')

  const other = { ...live, Url: 'https://example.com/other' }
  platform.on(set, hangUp, fail(100_300)).on(api, ok({ Response: other }))
  await t.rejects(platform.client(t).live.set(live), { ...refused(100_300), attempts: 2 }, 'it was somebody else')

  platform.on(set, fail(100_300))
  const before = platform.received.length
  await t.rejects(platform.client(t).live.set(live), { ...refused(100_300), attempts: 1 })
  t.equal(platform.received.length, before + 1, 'nothing was lost: nothing is read')
})

t.test('no error holds a secret, whatever the platform repeats', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { retries: 0 })
  const token = 'hush"hush'
  const repeat =
    (status: number, asJson: boolean): Reaction =>
    (response) => {
      const { query, body } = platform.received.at(-1) ?? {}
      const text = `${query?.['usersig']} ${body} ${secretKey}`
      const answer = { ActionStatus: 'FAIL', ErrorCode: 100_002, ErrorInfo: text }
      raw(asJson ? JSON.stringify(answer) : text, status)(response)
    }
  const setToken = 'v4/live_config/set_callback_token'
  for (const reaction of [repeat(200, true), repeat(200, false), repeat(500, false), hangUp]) {
    platform.on(setToken, reaction)
    const error = (await client.live.setToken({ Token: token }).catch((error: unknown) => error)) as PlatformError
    t.type(error, PlatformError)
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.stack
    for (const secret of ['hush', secretKey, platform.received.at(-1)?.query['usersig'] as string]) {
      t.notOk(shown.includes(secret), error.code)
    }
  }
  t.equal(platform.received.length, 4)
})

t.test('an answer that does not come in time', async (t) => {
  t.match(await silence, { code: 'timed-out', attempts: 1, advice: /Raise timeout/, api })
})
