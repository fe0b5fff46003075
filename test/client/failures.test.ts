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
    advice: /documents of Tencent/,
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
  ['JSON of another service', raw('{"hello":"world"}'), { code: 'unexpected-answer', message: /no ErrorCode/ }],
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

t.test('a set whose answer was lost succeeds when its own configuration is there', async (t) => {
  const platform = await RestStandIn.start(t)
  const set = 'v4/live_config/set_callback'
  platform.on(set, hangUp, fail(100_300)).on(api, ok({ Response: live }))
  t.match(await platform.client(t).live.set(live), { RequestId: /^Id/ }, 'it was this very call')

  const other = { ...live, Url: 'https://example.com/other' }
  platform.on(set, hangUp, fail(100_300)).on(api, ok({ Response: other }))
  await t.rejects(platform.client(t).live.set(live), { ...refused(100_300), attempts: 2 }, 'another process wrote it')

  platform.on(set, fail(100_300))
  const before = platform.received.length
  await t.rejects(platform.client(t).live.set(live), { ...refused(100_300), attempts: 1 })
  t.equal(platform.received.length, before + 1, 'nothing was lost: nothing is read')
})

/** How a proxy, or the platform, may write down what it was sent. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in upper case': (text) => text.toUpperCase(),
  'as in a URL': encodeURIComponent,
  'as in a URL in a URL': (text) => encodeURIComponent(encodeURIComponent(text)),
  'all in percent': (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join(''),
  'as JSON': (text) => JSON.stringify(text).slice(1, -1),
  'as JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'as HTML': (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'as numbers in HTML': (text) => Array.from(text, (letter) => `&#${letter.charCodeAt(0)};`).join(''),
  'as base64': (text) => Buffer.from(text).toString('base64'),
  'as base64 within more': (text) => Buffer.from(`user:${text}, and so on`).toString('base64url'),
  'as hex': (text) => Buffer.from(text).toString('hex'),
  'its beginning': (text) => text.slice(0, Math.ceil(text.length / 2)),
  'its end': (text) => text.slice(Math.floor(text.length / 2)),
  'its middle': (text) => text.slice(3, -3),
  'in lines': (text) => text.replace(/.{20}/gs, '$&\r\n'),
}

const refusal = (fields: object): string =>
  JSON.stringify({ ActionStatus: 'FAIL', ErrorCode: 100_002, ErrorInfo: '', RequestId: 'r', ...fields })

/** Where it may write that. */
const places: Readonly<Record<string, (text: string) => Reaction>> = {
  ErrorInfo: (text) => raw(refusal({ ErrorInfo: `Bad request: ${text}.` })),
  'ErrorInfo that ends with it': (text) => raw(refusal({ ErrorInfo: text })),
  RequestId: (text) => raw(refusal({ RequestId: text })),
  'RequestId of a good answer': (text) => ok({ RequestId: text, Url: 5 }),
  'RequestId beside status 502': (text) => raw(refusal({ RequestId: text }), 502),
  'the content type': (text) => raw('<html>', 200, `text/html; for=${encodeURI(text)}`),
  'a content type that is none': (text) => raw('<html>', 200, encodeURI(text)),
  'the media type': (text) => raw('<html>', 200, `text/${encodeURI(text)}`),
  'a page': (text) => raw(`<html>${text}</html>`, 200, 'text/html'),
  'a page beside status 500': (text) => raw(text, 500),
  'the reason of the status': (text) => (response) => response.writeHead(500, encodeURI(text)).end(),
  'an answer that is no HTTP': (text) => (response) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\n${text}\r\n\r\n`)
  },
}

t.test('no error holds a secret, also when the platform or a proxy repeats it', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { retries: 0 })
  const Token = 'the-token"of-<live>+01'
  const setToken = 'v4/live_config/set_callback_token'
  await client.live.setToken({ Token })
  const usersig = platform.received.at(-1)?.query['usersig'] as string
  const secrets = {
    Token,
    usersig,
    secretKey,
    'the URL': `/v4/x?sdkappid=1&usersig=${encodeURIComponent(usersig)}&a=b`,
  }
  const pieces = [Token, usersig, secretKey].flatMap((secret) =>
    Array.from({ length: secret.length - 7 }, (_, start) => secret.slice(start, start + 8).toLowerCase()),
  )
  for (const [what, secret] of Object.entries(secrets)) {
    for (const [how, write] of Object.entries(spellings)) {
      for (const [where, react] of Object.entries(places)) {
        platform.on(setToken, react(write(secret)))
        const error: unknown = await client.live.setToken({ Token }).catch((error: unknown) => error)
        const shown = [
          inspect(error, { depth: 9, showHidden: true }),
          JSON.stringify(error),
          (error as Error).stack,
        ].join()
        if (error instanceof PlatformError) {
          const written = write(secret)
          if (shown.toLowerCase().includes(written.toLowerCase())) t.fail(`${what} ${how} in ${where}`)
          const piece = pieces.find((piece) => shown.toLowerCase().includes(piece))
          if (piece !== undefined) t.fail(`${what} ${how} in ${where}: ${piece}`)
        } else t.ok(where.includes('good'), `${what} ${how} in ${where}`)
      }
    }
  }
})

t.test('nor does an error of another call than the one that sent the token, or read it', async (t) => {
  const [sent, read, wanted] = ['the-token-that-was-sent', 'the-token-that-was-read', 'the-token-that-is-wanted']
  const repeating = fail(100_002, `${sent} ${encodeURIComponent(read)} ${wanted}`)
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { retries: 0 })
  await client.live.setToken({ Token: sent })
  platform.on('v4/live_config/get_callback_token', ok({ Token: read, IsTokenEnable: true }), repeating)
  t.equal((await client.live.getToken()).Token, read)
  const wish = { url: 'https://example.com/tencent', commands: ['Live.CallbackAfterCreateRoom'], token: wanted }
  const refusal: unknown = await client.ensure(wish).catch((error: unknown) => error)
  t.match(refusal, { code: 'platform-refused', message: /A parameter is invalid\. (\[redacted\] ?){3}/ })
  t.notMatch(inspect(refusal, { depth: 9, showHidden: true }), /the-token/)
  platform.on(api, ok({ Url: `https://example.com/${read}`, CallbackCommandList: [] }))
  t.match(await client.live.get(), { Url: `https://example.com/${read}` }, 'a path that looks like a token is a result')
})

t.test('no result holds a secret that the platform repeats', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { retries: 0 })
  await client.live.get().catch(() => {})
  const usersig = platform.received.at(-1)?.query['usersig'] as string
  for (const [how, write] of Object.entries(spellings)) {
    const text = write(usersig)
    platform.on(api, ok({ RequestId: text, Url: '', CallbackCommandList: [] }))
    t.match(await client.live.get(), { RequestId: '' }, how)
    for (const fields of [{ Url: `https://example.com/${text}/` }, { Url: '', CallbackCommandList: [text] }]) {
      platform.on(api, ok(fields))
      await t.rejects(client.live.get(), { code: 'unexpected-answer', message: /repeats a secret of the request/ }, how)
    }
    platform.on('v4/ConfigSvc/GetIPList', ok({ IPList: ['127.0.0.1', text] }))
    await t.rejects(client.addresses(), { code: 'unexpected-answer', message: /Its IPList repeats/ }, how)
  }
})

t.test('what the platform writes stays one line of limited length', async (t) => {
  const [error] = await failure(t, fail(100_002, `X\u001b[2J\nERROR forged ${'x'.repeat(5000)}`))
  t.match(error.message, 'X\\u001b[2J ERROR forged xxx')
  t.ok(error.message.length < 1000)
  t.notMatch(error.message, /\p{Cc}/u)
  for (const RequestId of ['a b', 'a\nb', 'x'.repeat(81), '', 5, null]) {
    const [error] = await failure(t, raw(refusal({ RequestId })))
    t.equal(error.requestId, undefined, JSON.stringify(RequestId))
  }
})

t.test('an answer that does not come in time', async (t) => {
  t.match(await silence, { code: 'timed-out', attempts: 1, advice: /Raise timeout/, api })
})
