import t from 'tap'
import { type RestAnswer, restPlatform } from './rest-caller.ts'

const Url = 'https://example.com/callback'
const meetings = { Url, CallbackCommandList: ['Room.CallbackAfterMemberLeave', 'Mic.CallbackAfterSeatInfoChanged'] }
const lives = { Url, CallbackCommandList: ['Live.CallbackBeforeSendGift', 'Live.CallbackBeforeCallBackNotBlock'] }

for (const [service, configuration] of Object.entries({ room_config: meetings, live_config: lives })) {
  t.test(`${service}: created once, read, updated and deleted`, async (t) => {
    const { call, code } = await restPlatform(t)
    const other = { ...configuration, Url: 'http://example.com' }
    t.equal(await code(`${service}/get_callback`), 100301)
    t.equal(await code(`${service}/update_callback`, configuration), 100301)
    t.match(await call(`${service}/set_callback`, configuration), { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 })
    t.equal(await code(`${service}/set_callback`, other), 100300)
    t.same((await call(`${service}/get_callback`)).Response, configuration)
    t.equal(await code(`${service}/update_callback`, other), 0)
    t.same((await call(`${service}/get_callback`)).Response, other)
    t.equal(await code(`${service}/delete_callback`), 0)
    t.equal(await code(`${service}/get_callback`), 100301)
    t.equal(await code(`${service}/delete_callback`), 0, 'deleting nothing is no error')
  })
}

t.test('call_config: overwritten without a word (68938)', async (t) => {
  const { platform, code } = await restPlatform(t)
  const first = { Url, CallbackCommandList: ['Call.CallbackAfterStartCall'] }
  const second = { Url, CallbackCommandList: ['Call.CallbackAfterEndCall'] }
  t.equal(await code('call_config/set_callback', first), 0)
  t.equal(await code('call_config/set_callback', second), 0)
  t.same(platform.configurations.call, second)
  t.equal(await code('call_config/update_callback', second), 60009, 'it has no update')
})

t.test('what is no configuration is 100002, and says why', async (t) => {
  const { call } = await restPlatform(t)
  const list = ['Room.CallbackAfterMemberLeave']
  for (const [fields, reason] of [
    [{}, 'Url'],
    [{ Url: 'ftp://example.com', CallbackCommandList: list }, 'Url'],
    [{ Url: 'http://', CallbackCommandList: list }, 'Url'],
    [{ Url }, 'CallbackCommandList'],
    [{ Url, CallbackCommandList: 'all' }, 'CallbackCommandList'],
    [{ Url, CallbackCommandList: [5] }, 'CallbackCommandList'],
    [{ Url, CallbackCommandList: ['Live.CallbackAfterCreateRoom'] }, 'Live.CallbackAfterCreateRoom'],
    [{ Url, CallbackCommandList: ['Group.CallbackBeforeSendMsg'] }, 'Group.CallbackBeforeSendMsg'],
  ] as const) {
    const { ErrorCode, ErrorInfo, ActionStatus } = await call('room_config/set_callback', fields)
    t.same([ErrorCode, ActionStatus], [100002, 'FAIL'])
    t.match(ErrorInfo, reason)
  }
})

t.test('an older word may be configured, and is answered as it was written', async (t) => {
  const { platform, call, code } = await restPlatform(t)
  const CallbackCommandList = ['Room.CallbackUpdateRoomInfo']
  t.equal(await code('room_config/set_callback', { Url, CallbackCommandList }), 0)
  t.same((await call('room_config/get_callback')).Response, { Url, CallbackCommandList })
  t.same(platform.configurations.conference, { Url, CallbackCommandList })
})

t.test('the token of Live: both fields first, then what changes (69528)', async (t) => {
  const { platform, call, code } = await restPlatform(t)
  const set = (fields: object) => code('live_config/set_callback_token', fields)
  t.equal(await code('live_config/get_callback_token'), 100302)
  t.equal(await set({ Token: 'one' }), 100002)
  t.equal(await set({ IsTokenEnable: true }), 100002)
  t.equal(await set({ Token: 'x'.repeat(129), IsTokenEnable: true }), 100002)
  t.equal(await set({ Token: 'one', IsTokenEnable: true }), 0)
  t.equal(platform.configurations.token, 'enabled')
  t.equal(await set({ Token: 'two' }), 0)
  t.same((await call('live_config/get_callback_token')).Response, { Token: 'two', IsTokenEnable: true })
  t.equal(await set({ IsTokenEnable: false }), 0)
  t.equal(platform.configurations.token, 'disabled')
  t.equal(await code('live_config/delete_callback_token'), 0)
  t.equal(platform.configurations.token, undefined)
})

t.test('GetIPList by nettype, and callbacks come from what it lists (1047/36742)', async (t) => {
  const { call, code } = await restPlatform(t)
  const list = async (nettype?: string) => (await call('ConfigSvc/GetIPList', {}, { query: { nettype } })).IPList
  t.same(await list('5'), ['127.0.0.0/8', '::1'])
  t.same(await list('6'), ['127.0.0.0/8', '::1'])
  t.same(await list('3'), ['198.51.100.1', '198.51.100.2'])
  const all = await list('0')
  t.equal(all?.length, 7)
  t.same(await list(undefined), all)
  t.equal(await code('ConfigSvc/GetIPList', {}, { query: { nettype: '7' } }), 100002)
})

t.test('HTTP 200 with each code, and a RequestId of its own for each call', async (t) => {
  const { request, call } = await restPlatform(t)
  const response = await request('room_config/get_callback')
  t.equal(response.status, 200)
  t.equal(response.headers.get('content-type'), 'application/json')
  const ids = [
    (await response.json()) as RestAnswer,
    await call('room_config/get_callback'),
    await call('nothing'),
  ].map(({ RequestId }) => RequestId)
  for (const id of ids) t.match(id, /^Id-[0-9a-f]{32}-O-Seq-\d+$/)
  t.equal(new Set(ids).size, 3)
  const again = await restPlatform(t)
  t.equal((await again.call('room_config/get_callback')).RequestId, ids[0], 'decided by the seed')
})

t.test('a call that is not one', async (t) => {
  const { platform, code } = await restPlatform(t)
  const api = 'room_config/get_callback'
  t.equal(await code('room_config/del_callback'), 60009, 'no such API')
  t.equal(((await (await fetch(`${platform.url}/v5/${api}`)).json()) as { ErrorCode: number }).ErrorCode, 60009)
  t.equal(((await (await fetch(`${platform.url}//`)).json()) as { ErrorCode: number }).ErrorCode, 60002, 'no path')
  t.equal(await code(api, {}, { method: 'GET' }), 60002)
  for (const body of ['', '{', '[]', 'null', '5']) t.equal(await code(api, {}, { body }), 60003, `the body ${body}`)
  t.equal(await code(api, {}, { body: `{"a":"${'x'.repeat(70_000)}"}` }), 60002)
  for (const random of [undefined, '', '-1', '4294967296', 'abc']) {
    t.equal(await code(api, {}, { query: { random } }), 60002, `random ${random}`)
  }
  t.equal(await code(api, {}, { query: { contenttype: 'JSON' } }), 60002, 'names and values have case here')
  t.equal(await code(api, {}, { query: { random: '4294967295' } }), 100301)
})

t.test('more calls a second than an API takes are 60007, API by API', async (t) => {
  let now = Date.now()
  const { code } = await restPlatform(t, { callsPerSecond: 2, clock: () => now })
  const get = (query = {}) => code('room_config/get_callback', {}, { query })
  t.equal(await get({ usersig: undefined }), 60005, 'who is not let in does not count')
  t.same([await get(), await get(), await get()], [100301, 100301, 60007])
  t.equal(await code('live_config/get_callback'), 100301, 'another API')
  now += 1000
  t.equal(await get(), 100301, 'another second')
})

t.test('the next call fails as it is told', async (t) => {
  const { platform, request, code } = await restPlatform(t)
  const api = 'room_config/get_callback'
  platform.failNext({ api, code: 100001 })
  t.equal(await code('live_config/get_callback'), 100301, 'another API is not meant')
  t.equal(await code(api), 100001)
  t.equal(await code(api), 100301, 'once')
  platform.failNext({ api: `v4/${api}`, code: 60008, times: 2 })
  t.same([await code(api), await code(api), await code(api)], [60008, 60008, 100301])
  platform.failNext({ code: 70001 })
  t.equal(await code(api), 70001, 'a code of no table')

  platform.failNext({ status: 502 })
  const broken = await request(api)
  t.equal(broken.status, 502)
  t.match(await broken.text(), /<html>/)
  platform.failNext({ html: true })
  const page = await request(api)
  t.same([page.status, page.headers.get('content-type')], [200, 'text/html'])
  t.match(await page.text(), /<html>/)
  platform.failNext({ truncated: true })
  await t.rejects((await request(api)).json(), SyntaxError)
  platform.failNext({ reset: true })
  await t.rejects(request(api), TypeError)
  platform.failNext({ api, hang: true })
  const hanging = t.rejects(request(api), TypeError, 'no answer, until the platform closes')
  // The hanging call must have arrived: the one behind it has.
  t.equal(await code('live_config/get_callback'), 100301)
  await platform.close()
  await hanging
})

t.test('a failure that cannot be is refused', async (t) => {
  const { platform } = await restPlatform(t)
  for (const failure of [
    {},
    { code: 1, hang: true },
    { api: 'room_config/del_callback', code: 1 },
    { status: 200 },
    { times: 0, code: 1 },
    { cod: 1 } as object,
  ]) {
    t.throws(() => platform.failNext(failure), { code: 'invalid-option' }, JSON.stringify(failure))
  }
})
