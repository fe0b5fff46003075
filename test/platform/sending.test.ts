import { inspect } from 'node:util'
import { signatureOf } from '@room-callbacks/core'
import type { Platform } from '@room-callbacks/testing'
import t from 'tap'
import { startPlatform } from '../unhurried.ts'
import { type Answering, connected, listen, startReceiver } from './receiver.ts'

const live = { product: 'live', RoomId: 'l', Owner_Account: 'alice' } as const
const meeting = { product: 'conference', RoomId: 'm', Owner_Account: 'alice' } as const
const clock = () => 1_700_000_000_500

t.test('the query is that of the documents, signed when there is a token (34354)', async (t) => {
  const { platform, received, url } = await connected(t, { clock })
  await platform.createRoom(live)
  await platform.settled()
  const query = 'SdkAppid=1400000000&CallbackCommand=Live.CallbackAfterCreateRoom&contenttype=json&ClientIP=127.0.0.1'
  t.equal(received[0]?.url, `/?${query}&OptPlatform=Android`)
  platform.configure({ url: `${url}/hook?a=1`, token: 'secret' })
  await platform.destroyRoom('l')
  await platform.settled()
  t.match(received[1]?.url, '/hook?a=1&SdkAppid=1400000000&CallbackCommand=Live.CallbackAfterDestroyRoom&')
  t.equal(received[1]?.query.get('RequestTime'), '1700000000')
  t.equal(received[1]?.query.get('Sign'), signatureOf('secret', '1700000000'))
  t.match(received[1]?.headers, { 'content-type': 'application/json', 'content-length': String })
})

t.test('a token signs Conference too, unless it is told not to', async (t) => {
  for (const signConference of [true, false]) {
    const { platform, received, url } = await connected(t, { signConference })
    platform.configure({ url, token: 'secret' })
    await platform.createRoom(meeting)
    await platform.settled()
    t.equal(received[0]?.query.has('Sign'), signConference)
  }
})

t.test('only what is configured is sent, each product to its own URL', async (t) => {
  const meetings = await startReceiver(t)
  const lives = await startReceiver(t)
  const chat = await startReceiver(t)
  const platform = await startPlatform()
  t.teardown(() => platform.close())
  await platform.createRoom(meeting)
  t.match(await platform.sendMessage((await platform.createRoom(live)).RoomId, { From_Account: 'a', Text: 'b' }), {
    status: 'delivered',
  })
  t.same(await platform.sendGift('l', { From_Account: 'a', GiftId: 'b' }), { status: 'sent' }, 'no receiver is asked')
  platform.configure({ product: 'conference', url: meetings.url, commands: ['Room.CallbackAfterMemberEnter'] })
  platform.configure({ product: 'live', url: lives.url, commands: ['Live.CallbackAfterMemberStateChanged'] })
  platform.configure({ product: 'console', url: chat.url })
  platform.configure({ product: 'call', url: chat.url })
  for (const RoomId of ['m', 'l']) await platform.enter(RoomId, 'bob')
  for (const RoomId of ['m', 'l']) await platform.takeSeat(RoomId, 'bob', 0)
  await platform.follow('bob', ['alice'])
  await platform.settled()
  const words = ({ received }: { received: readonly { packet: { CallbackCommand: string } }[] }) =>
    received.map(({ packet }) => packet.CallbackCommand)
  t.same(words(meetings), ['Room.CallbackAfterMemberEnter'])
  t.same(words(lives), ['Live.CallbackAfterMemberStateChanged'])
  t.same(words(chat), ['Follow.CallbackAfterFollowAdd'])
  t.match(platform.configurations, { console: { Url: chat.url }, call: { Url: chat.url }, token: undefined })
})

t.test('a room waits for its answers, rooms go on beside each other, over connections that are kept', async (t) => {
  const held: (() => void)[] = []
  const answering: Answering = ({ packet }, response) => {
    if (packet['RoomId'] !== 'm') return undefined
    held.push(() => response.end('{"ErrorCode":0}'))
    return ''
  }
  const { platform, received, sockets } = await connected(t, {}, answering)
  await platform.createRoom(meeting)
  await platform.createRoom(live)
  await platform.settled()
  await platform.enter('m', 'bob')
  await platform.enter('m', 'carol')
  for (const account of ['bob', 'carol', 'dave']) await platform.enter('l', account)
  await platform.sendMessage('l', { From_Account: 'bob', Text: 'still here' })
  t.equal(received.filter(({ packet }) => packet['RoomId'] === 'm').length, 1, 'the second waits for the first')
  held.shift()?.()
  while (held.length === 0) await new Promise(setImmediate)
  held.shift()?.()
  await platform.settled()
  t.ok(sockets.size < received.length / 2, `${sockets.size} connections for ${received.length} callbacks`)
})

t.test('what fails is sent again as often as it is told, notifications alone', async (t) => {
  const failing: Answering = (_received, response, count) => {
    if (count > 2) return undefined
    response.statusCode = 503
    return '{"ErrorCode":1}'
  }
  for (const [retries, retryDelay, outcome] of [
    [0, 0, 'failed'],
    [2, 1, 'acknowledged'],
  ] as const) {
    const { platform } = await connected(t, { retries, retryDelay }, failing)
    await platform.createRoom(live)
    await platform.settled()
    const [sent] = platform.log
    t.equal(sent?.outcome, outcome)
    t.equal(sent?.attempts.length, retries + 1)
    t.match(sent?.attempts[0], { status: 503, failure: 'bad-status', latency: Number })
  }
  const { platform, received } = await connected(t, { retries: 1, timeout: 50 }, () => '')
  await platform.createRoom(live)
  await platform.sendGift('l', { From_Account: 'bob', GiftId: 'rose' })
  for (const [command, times] of [
    ['Live.CallbackAfterCreateRoom', 2],
    ['Live.CallbackBeforeSendGift', 1],
  ] as const) {
    t.equal(platform.log.find((sent) => sent.command === command)?.attempts.length, times, command)
    // Fewer, where the time is over before the receiver read it.
    t.ok(received.filter(({ packet }) => packet.CallbackCommand === command).length <= times)
  }
})

t.test('a receiver that is not there is a failed connection', async (t) => {
  const { server, url } = await listen(t, () => {})
  await new Promise((resolve) => server.close(resolve))
  const platform = await startPlatform()
  t.teardown(() => platform.close())
  platform.configure({ url })
  await platform.createRoom(live)
  await platform.settled()
  t.match(platform.log, [{ outcome: 'failed', attempts: [{ failure: 'connection-failed' }] }])
})

t.test('the log has everything about a callback but its signature, and is bounded', async (t) => {
  const { platform, url } = await connected(t, { logSize: 3, clock })
  platform.configure({ url, token: 'secret' })
  await platform.createRoom(live)
  t.match(platform.log, [{ number: 1, outcome: 'pending', attempts: [] }])
  await platform.settled()
  const [sent] = platform.log
  t.match(sent, {
    number: 1,
    product: 'live',
    command: 'Live.CallbackAfterCreateRoom',
    room: 'l',
    packet: { RoomInfo: { RoomId: 'l' } },
    sentAt: 1_700_000_000_500,
    attempts: [{ status: 200, latency: Number }],
    outcome: 'acknowledged',
    answer: { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 },
    faults: [],
  })
  t.same(JSON.parse(sent?.body as string), sent?.packet)
  t.match(sent?.url, /^http:.*CallbackCommand=Live\.CallbackAfterCreateRoom.*&Sign=redacted&RequestTime=1700000000$/)
  for (let index = 0; index < 9; index++) await platform.enter('l', `viewer-${index}`)
  await platform.settled()
  t.same(
    platform.log.map(({ number }) => number),
    [8, 9, 10],
  )
})

t.test('secrets are not printed', async (t) => {
  const secretKey = 'a-secret-key'
  const { platform, url } = await connected(t, { secretKey })
  platform.configure({ url, token: 'a-secret-token' })
  await platform.createRoom(live)
  await platform.settled()
  const sign = signatureOf('a-secret-token', String(Math.floor(Date.now() / 1000))).slice(0, 8)
  for (const printed of [inspect(platform, { depth: 9, getters: true }), JSON.stringify(platform)]) {
    t.notMatch(printed, 'a-secret')
    t.notMatch(printed, sign)
  }
  t.equal(platform.secretKey, secretKey, 'who starts it can read it')
})

t.test('options that are not valid are named, and never repeated', async (t) => {
  for (const [option, value] of Object.entries({
    sdkAppId: 0,
    secretKey: 5,
    administrators: 'alice',
    seed: -1,
    faults: { duplicates: 1 },
    timeout: 60_001,
    signConference: 'yes',
    clock: 5,
    port: 70_000,
    colour: 'hush',
  })) {
    await t.rejects(startPlatform({ [option]: value }), { code: 'invalid-option', message: new RegExp(option) })
  }
  const platform: Platform = await startPlatform()
  t.teardown(() => platform.close())
  const url = 'http://localhost'
  for (const settings of [
    {},
    { url: 'localhost' },
    { url, commands: ['Room.CallbackAfterLunch'] },
    { url, product: 'live', commands: ['Room.CallbackAfterCreateRoom'] },
    { url, product: 'chat' },
    { url, token: '' },
  ]) {
    t.throws(() => platform.configure(settings as never), { code: 'invalid-option' }, JSON.stringify(settings))
  }
  await t.rejects(startPlatform({ port: Number(new URL(platform.url).port) }), { code: 'EADDRINUSE' })
})

t.test('after close nothing happens any more', async (t) => {
  const { platform, received } = await connected(t)
  await platform.createRoom(live)
  await platform.close()
  t.equal(received.length, 1, 'what was under way is answered')
  await t.rejects(platform.enter('l', 'bob'), { code: 'platform-closed' })
  await t.rejects(fetch(platform.url), TypeError)
})
