import { inspect } from 'node:util'
import { type CallbackClient, type CallbackConfiguration, callbackClient, type NetType } from '@room-callbacks/client'
import t from 'tap'
import { ok, RestStandIn, secretKey } from './rest-stand-in.ts'

const Url = 'https://example.com/tencent'
const room: CallbackConfiguration = { Url, CallbackCommandList: ['Room.CallbackAfterCreateRoom'] }
const live: CallbackConfiguration = { Url, CallbackCommandList: ['Live.CallbackAfterCreateRoom'] }
const call: CallbackConfiguration = { Url, CallbackCommandList: ['Call.CallbackAfterStartCall'] }

t.test('a call is a signed POST with the five parameters and a body that is never empty', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { identifier: 'boss' })
  t.match(await client.live.delete(), { RequestId: /^Id-8c98/ })
  const [request] = platform.received
  t.match(request, { method: 'POST', api: 'v4/live_config/delete_callback', body: '{}' })
  const { query = {} } = request ?? {}
  t.strictSame(Object.keys(query), ['sdkappid', 'identifier', 'usersig', 'random', 'contenttype'])
  t.match(query, { sdkappid: '1400000000', identifier: 'boss', usersig: /^eJ/, contenttype: 'json', random: /^\d+$/ })
  t.ok(Number(query['random']) < 2 ** 32)
})

const apis: readonly [(client: CallbackClient) => Promise<unknown>, string, object][] = [
  [({ conference }) => conference.set(room), 'room_config/set_callback', room],
  [({ conference }) => conference.get(), 'room_config/get_callback', {}],
  [({ conference }) => conference.update(room), 'room_config/update_callback', room],
  [({ conference }) => conference.delete(), 'room_config/delete_callback', {}],
  [({ live: api }) => api.set(live), 'live_config/set_callback', live],
  [({ live: api }) => api.get(), 'live_config/get_callback', {}],
  [({ live: api }) => api.update(live), 'live_config/update_callback', live],
  [({ live: api }) => api.delete(), 'live_config/delete_callback', {}],
  [
    ({ live: api }) => api.setToken({ Token: 't', IsTokenEnable: true }),
    'live_config/set_callback_token',
    { Token: 't', IsTokenEnable: true },
  ],
  [
    ({ live: api }) => api.setToken({ IsTokenEnable: false }),
    'live_config/set_callback_token',
    { IsTokenEnable: false },
  ],
  [({ live: api }) => api.setToken({ Token: 'u' }), 'live_config/set_callback_token', { Token: 'u' }],
  [({ live: api }) => api.deleteToken(), 'live_config/delete_callback_token', {}],
  [({ call: api }) => api.set(call), 'call_config/set_callback', call],
  [({ call: api }) => api.get(), 'call_config/get_callback', {}],
  [({ call: api }) => api.delete(), 'call_config/delete_callback', {}],
]
t.test('every API is called by its documented path and body', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  for (const [run] of apis) await run(client)
  t.strictSame(
    platform.calls,
    apis.map(([, path, body]) => `${path} ${JSON.stringify(body)}`),
  )
  // A connection is free again a moment after its answer, so that two take turns.
  t.ok(new Set(platform.received.map(({ connection }) => connection)).size <= 2, 'connections are kept alive')
  t.notOk('update' in client.call, 'Call has no update')
})

t.test('a configuration is read, nested or flat', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  platform.on('v4/live_config/get_callback', ok({ Response: live }), ok(live), ok())
  t.match(await client.live.get(), { ...live, RequestId: /^Id-/ })
  t.match(await client.live.get(), live)
  t.match(await client.live.get(), { Url: '', CallbackCommandList: [] })
  platform.on('v4/live_config/get_callback', ok({ ...live, RequestId: undefined }))
  t.strictSame(await client.live.get(), { ...live, RequestId: '' }, 'without a number')
})

t.test('a token is read, and not printed by accident', async (t) => {
  const platform = await RestStandIn.start(t)
  platform.on('v4/live_config/get_callback_token', ok({ Response: { Token: 'hush-hush', IsTokenEnable: true } }))
  const read = await platform.client(t).live.getToken()
  t.equal(read.Token, 'hush-hush')
  t.equal(read.IsTokenEnable, true)
  t.notMatch(inspect(read) + JSON.stringify(read), 'hush-hush')
})

t.test('addresses are read by kind', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  platform.on('v4/ConfigSvc/GetIPList', ok({ IPList: ['127.0.0.2'] }), ok({ IPList: ['183.192.202.0/25'] }))
  t.match(await client.addresses(), { IPList: ['127.0.0.2'], RequestId: /^Id/ })
  t.match(await client.addresses(6), { IPList: ['183.192.202.0/25'] })
  t.strictSame(
    platform.received.map(({ query, body }) => `${query['nettype']} ${body}`),
    ['0 {}', '6 {}'],
  )
})

const wrong: readonly [string, (client: CallbackClient) => Promise<unknown>, string, RegExp][] = [
  [
    'a URL of another scheme',
    ({ live: api }) => api.set({ ...live, Url: 'ftp://x.y' }),
    'invalid-argument',
    /Url: .*http:/,
  ],
  ['no URL', ({ live: api }) => api.set({ ...live, Url: undefined as never }), 'invalid-argument', /Url/],
  ['half a URL', ({ live: api }) => api.set({ ...live, Url: 'https://' }), 'invalid-argument', /Url/],
  [
    'a URL with a query',
    ({ live: api }) => api.set({ ...live, Url: `${Url}?a=1` }),
    'invalid-argument',
    /"\?" may not/,
  ],
  [
    'a URL with a password',
    ({ live: api }) => api.set({ ...live, Url: 'https://a:b@x.y' }),
    'invalid-argument',
    /password/,
  ],
  ['a URL with a name', ({ live: api }) => api.set({ ...live, Url: 'https://a@x.y' }), 'invalid-argument', /name/],
  ['no command', ({ live: api }) => api.update({ Url, CallbackCommandList: [] }), 'invalid-argument', /at least one/],
  [
    'one command that is no list',
    ({ live: api }) => api.set({ Url, CallbackCommandList: 'x' as never }),
    'invalid-argument',
    /list|List/,
  ],
  [
    'a number for a command',
    ({ live: api }) => api.set({ Url, CallbackCommandList: [5] as never }),
    'invalid-argument',
    /CallbackCommandList/,
  ],
  [
    'an unknown command',
    ({ live: api }) => api.set({ Url, CallbackCommandList: ['Live.X'] }),
    'invalid-command',
    /"Live\.X" is not a command/,
  ],
  [
    'a command of another product',
    ({ live: api }) => api.set(room),
    'invalid-command',
    /belongs to conference; .* for live/,
  ],
  [
    'a command of the console',
    ({ live: api }) => api.set({ Url, CallbackCommandList: ['Group.CallbackAfterSendMsg'] }),
    'invalid-command',
    /switched on in the console \(74157\)/,
  ],
  ['no token', ({ live: api }) => api.setToken({}), 'invalid-argument', /Give a Token/],
  [
    'an empty token',
    ({ live: api }) => api.setToken({ Token: '' }),
    'invalid-argument',
    /Token \(1 to 128 characters, 69528\): it is empty/,
  ],
  ['a token with a space', ({ live: api }) => api.setToken({ Token: 'a b' }), 'invalid-argument', /U\+0020/],
  ['a long token', ({ live: api }) => api.setToken({ Token: 'x'.repeat(129) }), 'invalid-argument', /69528/],
  [
    'a switch that is a word',
    ({ live: api }) => api.setToken({ IsTokenEnable: 'yes' as never }),
    'invalid-argument',
    /boolean/,
  ],
  [
    'a kind of address that is not there',
    (client) => client.addresses(7 as NetType),
    'invalid-argument',
    /from 0 to 6/,
  ],
  ['a negative kind', (client) => client.addresses(-1 as NetType), 'invalid-argument', /nettype/],
  ['a kind in words', (client) => client.addresses('5' as never), 'invalid-argument', /nettype/],
]
for (const [what, run, code, message] of wrong) {
  t.test(`${what} is refused before anything is sent`, async (t) => {
    const platform = await RestStandIn.start(t)
    await t.rejects(run(platform.client(t)), { name: 'PlatformError', code, message })
    t.equal(platform.received.length, 0)
  })
}

t.test('words are sent as they are written, each once', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { commands: ['Room.CallbackAfterTomorrow'] })
  const words = ['Room.CallbackUpdateRoomInfo', 'Mic.CallbackAfterSeatInfoChanged', 'Room.CallbackAfterTomorrow']
  await client.conference.set({ Url, CallbackCommandList: [...words, ...words] })
  await client.live.set({
    Url,
    CallbackCommandList: ['Live.CallbackBeforeCallBackNotBlock', 'Mic.CallbackAfterSeatInfoChanged'],
  })
  t.strictSame(JSON.parse(platform.received[0]?.body ?? ''), { Url, CallbackCommandList: words })
  t.equal(platform.received.length, 2)
})

t.test('Tencent is not told of a private URL, which it cannot reach; a platform on this machine may be', async (t) => {
  const tencent = callbackClient({ sdkAppId: 1400000000, secretKey })
  const places = [
    'localhost',
    'app.localhost',
    'localhost.',
    '0.0.0.0:3000',
    '100.64.0.1',
    '10.1.2.3',
    '127.0.0.1:3000',
    '172.16.0.1',
    '192.168.1.1',
    '[::1]',
    '[::]',
    '[::ffff:10.1.2.3]',
    '[fd00::1]',
  ]
  for (const place of places) {
    const setting = tencent.live.set({ ...live, Url: `http://${place}/x` })
    await t.rejects(setting, { code: 'invalid-argument', message: /calls from the internet/ }, place)
  }
  // The other options are checked after the URL, and before anything is sent.
  for (const place of [
    'example.com',
    '172.32.0.1',
    '8.8.8.8',
    '100.128.0.1',
    '[2001:db8::1]',
    'localhost.example.com',
  ]) {
    const setting = tencent.live.set({ Url: `http://${place}/x`, CallbackCommandList: [] })
    await t.rejects(setting, { message: /CallbackCommandList/ }, place)
  }
  const platform = await RestStandIn.start(t)
  await platform.client(t).live.set({ ...live, Url: 'http://127.0.0.1:3000/x' })
  t.equal(platform.received.length, 1)
})
