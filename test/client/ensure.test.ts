import type { EnsureOptions } from '@room-callbacks/client'
import t from 'tap'
import { fail, hangUp, ok, RestStandIn, refused } from './rest-stand-in.ts'

const url = 'https://example.com/tencent'
const room = 'Room.CallbackAfterCreateRoom'
const live = 'Live.CallbackAfterCreateRoom'
const call = 'Call.CallbackAfterStartCall'
const seats = 'Mic.CallbackAfterSeatInfoChanged'

const configured = (CallbackCommandList: readonly string[], Url = url) => ({ Url, CallbackCommandList })
const body = (words: readonly string[]): string => JSON.stringify(configured(words))

t.test('what is missing is created, in every product', async (t) => {
  const platform = await RestStandIn.start(t)
  for (const product of ['room', 'live', 'call']) platform.on(`v4/${product}_config/get_callback`, fail(100_301))
  const result = await platform.client(t).ensure({ url, commands: [room, live, call] })
  t.strictSame(result, {
    dryRun: false,
    products: [
      { product: 'conference', change: 'create', before: null, after: configured([room]) },
      { product: 'live', change: 'create', before: null, after: configured([live]) },
      { product: 'call', change: 'create', before: null, after: configured([call]) },
    ],
    token: null,
    console: [],
  })
  t.strictSame(platform.calls, [
    'room_config/get_callback {}',
    `room_config/set_callback ${body([room])}`,
    'live_config/get_callback {}',
    `live_config/set_callback ${body([live])}`,
    'call_config/get_callback {}',
    `call_config/set_callback ${body([call])}`,
  ])
})

t.test('what differs is updated; Call overwrites', async (t) => {
  const platform = await RestStandIn.start(t)
  const old = configured([room], 'https://example.com/old')
  platform.on('v4/room_config/get_callback', ok({ Response: old }))
  platform.on('v4/live_config/get_callback', ok({ Response: configured([live, seats]) }))
  platform.on('v4/call_config/get_callback', ok({ Response: configured(['Call.CallbackAfterEndCall']) }))
  const { products } = await platform.client(t).ensure({ url, commands: [room, live, call] })
  t.match(products, [
    { change: 'update', before: old, after: configured([room]) },
    { change: 'update', before: configured([live, seats]), after: configured([live]) },
    { change: 'update', before: configured(['Call.CallbackAfterEndCall']), after: configured([call]) },
  ])
  t.strictSame(
    platform.calls.filter((call) => !call.includes('/get_')),
    [
      `room_config/update_callback ${body([room])}`,
      `live_config/update_callback ${body([live])}`,
      `call_config/set_callback ${body([call])}`,
    ],
  )
})

t.test('commands that are there already stay, in any order and under any of their words', async (t) => {
  const platform = await RestStandIn.start(t)
  const before = configured(['Room.CallbackUpdateRoomInfo', room])
  platform.on('v4/room_config/get_callback', ok({ Response: before }))
  const { products } = await platform
    .client(t)
    .ensure({ url, commands: [room, 'Room.CallbackAfterUpdateRoomInfo', room] })
  t.strictSame(products, [{ product: 'conference', change: 'unchanged', before, after: before }])
  t.equal(platform.received.length, 1)
})

t.test('an unknown word is a difference like any other', async (t) => {
  const platform = await RestStandIn.start(t)
  platform.on('v4/live_config/get_callback', ok({ Response: configured([live, 'Live.CallbackAfterTomorrow']) }))
  const { products } = await platform.client(t).ensure({ url, commands: [live] })
  t.match(products, [{ change: 'update', after: configured([live]) }])
})

t.test('a platform that says OK and nothing else has nothing configured', async (t) => {
  const platform = await RestStandIn.start(t)
  const { products } = await platform.client(t).ensure({ url, commands: [room] })
  t.match(products, [{ change: 'create', before: null }])
})

const seatCases: readonly [readonly string[], Readonly<Record<string, readonly string[]>>][] = [
  [[room, seats], { conference: [room, seats] }],
  [[seats, live], { live: [seats, live] }],
  [[room, seats, live], { conference: [room, seats], live: [seats, live] }],
  [[seats], { conference: [seats], live: [seats] }],
  [[call, seats], { call: [call], conference: [seats], live: [seats] }],
]
t.test('a command of two products goes where its neighbours go, and alone to both', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  for (const [commands, expected] of seatCases) {
    const { products } = await client.ensure({ url, commands, dryRun: true })
    t.strictSame(
      Object.fromEntries(products.map(({ product, after }) => [product, after.CallbackCommandList])),
      expected,
    )
  }
})

t.test('what only the console switches on is told, and never sent', async (t) => {
  const platform = await RestStandIn.start(t)
  const commands = ['Group.CallbackBeforeSendMsg', 'Follow.CallbackAfterFollowAdd']
  const client = platform.client(t)
  t.strictSame(await client.ensure({ url, commands }), { dryRun: false, products: [], token: null, console: commands })
  t.equal(platform.received.length, 0)
  const recording = await client.ensure({ url, commands: ['Follow.CallbackAfterCloudRecordingChanged'] })
  t.match(recording, { console: [], products: [{ after: configured(['Live.CallbackAfterCloudRecordingChanged']) }] })
})

t.test('a dry run writes nothing and tells the same', async (t) => {
  const platform = await RestStandIn.start(t)
  const script = (): void => {
    platform.on('v4/live_config/get_callback', ok({ Response: configured([seats]) }))
    platform.on('v4/live_config/get_callback_token', fail(100_302))
  }
  const wanted: EnsureOptions = { url, commands: [live], token: 'new' }
  script()
  const told = await platform.client(t).ensure({ ...wanted, dryRun: true })
  t.notOk(platform.calls.some((call) => !call.includes('/get_')))
  script()
  t.strictSame({ ...(await platform.client(t).ensure(wanted)), dryRun: true }, told)
})

const Token = '[redacted]'
t.test('the token is created, rotated, switched on, and left', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  const ensured = async (...answer: Parameters<RestStandIn['on']>[1][]): Promise<unknown> => {
    platform.on('v4/live_config/get_callback_token', ...answer)
    const result = await client.ensure({ url, commands: [live], token: 'the-new-one' })
    t.notMatch(JSON.stringify(result), /the-/)
    return result.token
  }
  const has = (Token: string, IsTokenEnable: boolean) => ok({ Response: { Token, IsTokenEnable } })
  const after = { Token, IsTokenEnable: true }
  t.strictSame(await ensured(fail(100_302)), { change: 'create', before: null, after })
  t.strictSame(await ensured(has('the-old-one', true)), {
    change: 'update',
    before: { Token, IsTokenEnable: true },
    after,
  })
  t.strictSame(await ensured(has('the-new-one', false)), {
    change: 'update',
    before: { Token, IsTokenEnable: false },
    after,
  })
  t.strictSame(await ensured(has('the-new-one', true)), { change: 'unchanged', before: after, after })
  const sent = platform.received.filter(({ api }) => api.endsWith('/set_callback_token'))
  t.strictSame(
    sent.map(({ body }) => JSON.parse(body)),
    Array(3).fill({ Token: 'the-new-one', IsTokenEnable: true }),
  )
  t.match(
    platform.calls.slice(0, 3),
    [/get_callback_token/, /set_callback_token/, /get_callback /],
    'before the commands',
  )
})

t.test('a change by another process in between is noticed', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  const get = 'v4/live_config/get_callback'
  const set = 'v4/live_config/set_callback'
  const update = 'v4/live_config/update_callback'
  const ensured = async () => (await client.ensure({ url, commands: [live] })).products[0]

  platform.on(get, fail(100_301), ok({ Response: configured([seats]) })).on(set, fail(100_300))
  t.match(await ensured(), { change: 'update', before: configured([seats]) }, 'made meanwhile')
  platform.on(get, fail(100_301), ok({ Response: configured([live]) })).on(set, fail(100_300))
  t.match(await ensured(), { change: 'unchanged' }, 'made meanwhile, just so')
  platform.on(get, ok({ Response: configured([seats]) }), fail(100_301)).on(update, fail(100_301))
  t.match(await ensured(), { change: 'create', before: null }, 'removed meanwhile')
  platform.on(get, fail(100_301), ok({ Response: configured([live]) })).on(set, hangUp, fail(100_300))
  t.match(await ensured(), { change: 'create', before: null }, 'an answer that was lost is no one else')
  platform
    .on(get, ...Array.from({ length: 9 }, () => fail(100_301)))
    .on(set, ...Array.from({ length: 9 }, () => fail(100_300)))
  await t.rejects(ensured(), refused(100_300), 'but not for ever')
})

t.test('what fails otherwise is thrown', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  platform.on('v4/live_config/get_callback', fail(60_010))
  await t.rejects(client.ensure({ url, commands: [live] }), refused(60_010))
  platform.on('v4/live_config/get_callback_token', fail(60_010))
  await t.rejects(client.ensure({ url, commands: [live], token: 'x' }), refused(60_010))
  t.equal(platform.received.length, 2)
})

const wrong: readonly [object, string, RegExp][] = [
  [{ url: 'example.com' }, 'invalid-argument', /Url/],
  [{ commands: [] }, 'invalid-argument', /commands: expected at least one/],
  [{ commands: undefined }, 'invalid-argument', /commands/],
  [{ commands: [live, 'Live.CallbackAfterNothing'] }, 'invalid-command', /"Live\.CallbackAfterNothing"/],
  [{ commands: ['Live.CallbackAfterSendGift'] }, 'invalid-command', /Did you mean "Live\.CallbackBeforeSendGift"\?/],
  [{ token: undefined }, 'invalid-argument', /Token/],
  [{ token: '' }, 'invalid-argument', /Token .*is CALLBACK_TOKEN set\?/i],
  [{ token: 'xxxxyyyy\n' }, 'invalid-argument', /Token .*U\+000A\. .*trim\(\) it/],
  [{ dryRun: 'yes' }, 'invalid-argument', /dryRun/],
  [{ dryrun: true }, 'invalid-argument', /"dryrun" is not an option of ensure\(\)\. Did you mean "dryRun"\?/],
]
t.test('what is wrong is found before anything is sent', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  for (const [options, code, message] of wrong) {
    const ensuring = client.ensure({ url, commands: [room, live], ...options } as EnsureOptions)
    await t.rejects(ensuring, { code, message }, JSON.stringify(options))
  }
  t.equal(platform.received.length, 0)
})
