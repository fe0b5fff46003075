import { commands, deny, type RoomCallbacks, signatureOf } from '@room-callbacks/core'
import * as express from '@room-callbacks/express'
import * as koa from '@room-callbacks/koa'
import * as node from '@room-callbacks/node'
import {
  callbackQuery,
  callV1Samples,
  inject,
  type Listener,
  packet,
  samples,
  sampleText,
} from '@room-callbacks/testing'
import createExpressApp from 'express'
import Koa from 'koa'
import t from 'tap'
import { patience } from '../unhurried.ts'

const gift = 'Live.CallbackBeforeSendGift'
const token = 'secret'

t.test('a packet goes into the callable of every adapter', async (t) => {
  for (const { roomCallbacks } of [express, koa, node]) {
    const callbacks: RoomCallbacks<never> = roomCallbacks(1400000000, { token, deadline: patience })
    callbacks.on(gift, ({ GiftWater }) => deny(102101, GiftWater.GiftId))
    const injected = await inject(callbacks, packet(gift), { token })
    t.equal(injected.status, 200)
    t.equal(injected.outcome, 'handled')
    t.equal(injected.headers['content-type'], 'application/json')
    t.strictSame(injected.answer, { ActionStatus: 'OK', ErrorInfo: 'gift1', ErrorCode: 102101 })
  }
})

t.test('a packet goes through a whole app', async (t) => {
  const expressApp = createExpressApp().use(
    '/hook',
    express.roomCallbacks(1400000000, { deadline: patience }).on(gift, () => deny()),
  )
  const koaApp = new Koa().use(koa.roomCallbacks(1400000000, { deadline: patience }).on(gift, () => deny()))
  const listener = node.roomCallbacks(1400000000, { deadline: patience }).on(gift, () => deny())
  const options = { sdkAppId: 1400000000, path: '/hook', headers: { 'x-proxy': 'a' } }
  for (const app of [expressApp, koaApp.callback(), listener.before(() => {})]) {
    const injected = await inject(app, packet(gift), options)
    t.equal(injected.status, 200)
    t.equal(injected.outcome, undefined)
    t.equal(injected.answer.ErrorCode, 1)
    const broken = await inject(app, Buffer.from('{'), { ...options, command: gift })
    t.match(broken, { status: 200, answer: { ErrorCode: 1 } }, 'the fallback, in words')
  }
})

t.test('bytes and text are sent as they are', async (t) => {
  const callbacks = node.roomCallbacks('1400000000', { deadline: patience })
  t.equal((await inject(callbacks, sampleText(gift), { command: gift })).outcome, 'unhandled')
  t.equal((await inject(callbacks, Buffer.from([0xff]), { command: gift })).outcome, 'invalid-json')
  t.equal((await inject(callbacks, packet(gift), { headers: { 'content-length': '5' } })).outcome, 'unhandled')
  const seen: unknown[] = []
  const watching = node.roomCallbacks(1400000000, { deadline: patience })
  const receive: typeof watching.receive = (request) => {
    seen.push(request.headers)
    return watching.receive(request)
  }
  await inject({ ...watching, sdkAppIds: watching.sdkAppIds, receive }, packet(gift), {
    headers: { 'X-Forwarded-For': 'a' },
  })
  t.strictSame(seen, [{ 'x-forwarded-for': 'a' }], 'names of fields in lower case, as every host has them')
})

t.test(
  'the sample of every command is injected by its packet alone, also where its body does not name it',
  async (t) => {
    const told: string[] = []
    const callbacks = node.roomCallbacks(1400000000, { key: false, deduplication: false, deadline: patience })
    callbacks.on('*', (_event, { command }) => told.push(command))
    for (const { command, product, variant } of samples) {
      const { status } = await inject(callbacks, packet(command, {}, product, variant))
      t.equal(status, 200, command)
    }
    t.same(
      told,
      samples.map(({ command }) => command),
    )
    const pushed = { ...packet('Push.OfflinePush') }
    t.equal((await inject(callbacks, pushed)).status, 200, 'each event of a push names it')
    const moderated = { ...packet('ContentCallback.ResultNotify') }
    await t.rejects(inject(callbacks, moderated), /give the command option/, 'a copy is not the packet that was made')
    const strange: readonly unknown[] = [{ CallbackCommand: 5 }, { Events: 5 }, { Events: [] }, { Events: [null] }]
    for (const one of strange) await t.rejects(inject(callbacks, one as object), RangeError)
  },
)

t.test('an injection must say what it injects', async (t) => {
  const callbacks = node.roomCallbacks(1400000000, { deadline: patience })
  await t.rejects(inject(callbacks, '{}'), { name: 'RangeError', message: /no CallbackCommand/ })
  await t.rejects(inject(callbacks, packet(gift), { Token: 'a' } as never), {
    name: 'RangeError',
    message: /^"Token" is not an option of inject\(\)\. Did you mean "token"\? Options: command, /,
  })
  await t.rejects(
    inject(
      callbacks.before(() => {}),
      packet(gift),
    ),
    { name: 'RangeError', message: /give the sdkAppId option/ },
  )
})

t.test('an app that answers a page says where it was asked', async (t) => {
  const app: Listener = (_request, response) => response.writeHead(404).end('<html>')
  const refusal = { name: 'RangeError', message: '/tencent answered 404 without JSON. Give the path of the receiver.' }
  await t.rejects(inject(app, packet(gift), { sdkAppId: 1, path: '/tencent' }), refusal)
})

t.test('there is a sample of every command of the catalog', async (t) => {
  const sampled = new Set([...samples, ...callV1Samples].map(({ command }) => command))
  t.strictSame([...sampled].sort(), commands.map(({ name }) => name).sort())
  const countOf = (of: string) => samples.filter(({ product }) => product === of).length
  t.strictSame(['conference', 'live', 'chat', 'call'].map(countOf), [6, 19, 75, 4])
})

t.test('a packet is its sample with some fields changed', async (t) => {
  const command = 'Live.CallbackAfterEndBattle'
  const sample = packet(command)
  t.equal(sample.FromRoomInfo.Owner_Account, '144115245353757792', 'without losing a digit')
  const changed = packet(command, {
    BattleId: 'b',
    FromRoomInfo: { Score: 5, Owner_Account: undefined },
    ToRoomList: [{ RoomId: 'r' }],
  })
  t.strictSame(changed, {
    ...sample,
    BattleId: 'b',
    FromRoomInfo: { RoomId: 'pk-3', Score: 5 },
    ToRoomList: [{ RoomId: 'r' }],
  })
  const room = packet('Live.CallbackAfterCreateRoom', { EventTime: 5 })
  t.equal(room.EventTime, 5, 'also a field that the sample lacks')
  t.equal(packet('Mic.CallbackAfterSeatInfoChanged', {}, 'live').Operator_Account, undefined)
  t.equal(packet('Mic.CallbackAfterSeatInfoChanged', {}, 'conference').Operator_Account, 'user1')
})

t.test('a command has its documented sample first, and its other shapes by their names', async (t) => {
  const command = 'Group.CallbackAfterSendMsg'
  t.equal(packet(command).Type, 'Live', 'of the first product that has it')
  t.equal(packet(command, {}, 'chat').Type, 'Public')
  t.match(packet(command, {}, 'chat', 'mention').GroupAtInfo, [{ GroupAtAllFlag: 1 }])
  t.equal(sampleText(command, undefined, 'old'), sampleText(command, 'chat', 'old'))
  const ofCommand = samples.filter((sample) => sample.command === command && sample.product === 'chat')
  t.strictSame(
    ofCommand.map(({ variant }) => variant),
    [undefined, 'mention', 'notfound', 'old'],
  )
  const message = /called "new"\. Its variants are mention, notfound, old\.$/
  t.throws(() => sampleText(command, 'chat', 'new'), { name: 'RangeError', message })
  t.throws(() => packet(gift, {}, 'live', 'new'), { message: /called "new"\. It has no variants\.$/ })
})

t.test('a command without a sample is told the one that was meant', async (t) => {
  const messages: readonly [string, string | undefined, RegExp][] = [
    [
      'Room.CallbackAfterCreatRoom',
      undefined,
      /"Room\.CallbackAfterCreatRoom"\. Did you mean "Room\.CallbackAfterCreateRoom"\?$/,
    ],
    ['live.callbackbeforesendgift', undefined, /Did you mean "Live\.CallbackBeforeSendGift"\?$/],
    ['Room.CallbackUpdateRoomInfo', undefined, /it is now Room\.CallbackAfterUpdateRoomInfo\.$/],
    ['Room.CallbackAfterCreateRoom', 'live', /for "live": Tencent prints it for "conference"\.$/],
    ['../../../package', undefined, /no sample of "\.\.\/\.\.\/\.\.\/package"\.$/],
  ]
  for (const [command, product, message] of messages) {
    t.throws(() => packet(command as typeof gift, {}, product as 'live'), { name: 'RangeError', message })
    t.throws(() => sampleText(command as typeof gift, product as 'live'), { name: 'RangeError', message })
  }
  t.throws(() => packet(undefined as never), RangeError)
})

t.test('the query of a callback', async (t) => {
  const command = 'Room.CallbackAfterCreateRoom'
  t.equal(
    callbackQuery({ sdkAppId: 888888, command }),
    'SdkAppid=888888&CallbackCommand=Room.CallbackAfterCreateRoom&contenttype=json&ClientIP=127.0.0.1&OptPlatform=RESTAPI',
  )
  const query = callbackQuery({
    sdkAppId: 1,
    command,
    token: 'xxxxyyyy',
    requestTime: 1669872112,
    clientIp: '::1',
    platform: 'Web',
  })
  t.match(query, /ClientIP=%3A%3A1&OptPlatform=Web/)
  t.ok(query.endsWith(`&Sign=${signatureOf('xxxxyyyy', '1669872112')}&RequestTime=1669872112`))
  const now = Number(new URLSearchParams(callbackQuery({ sdkAppId: 1, command, token })).get('RequestTime'))
  t.ok(Math.abs(now - Date.now() / 1000) < 5)
})

t.test('an app that hangs up is told by a plain error, without what a library keeps in its own', async (t) => {
  const hangUp: Listener = (_request, response) => response.destroy()
  const error = (await inject(hangUp, packet(gift), { sdkAppId: 1400000000 }).catch((error: unknown) => error)) as Error
  t.match(error, { name: 'TypeError', message: 'fetch failed', cause: { code: 'UND_ERR_SOCKET' } })
  t.strictSame(Object.keys(error), [])
  t.strictSame(Object.keys(error.cause as Error), ['code'])
})
