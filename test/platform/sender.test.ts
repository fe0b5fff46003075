import { inspect } from 'node:util'
import { signatureOf } from '@room-callbacks/core'
import { packet, type SenderOptions } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { openSender } from '../unhurried.ts'
import { type Answering, listen, startReceiver } from './receiver.ts'

const destroyed = packet('Room.CallbackAfterDestroyRoom', { RoomId: 'r1' })
const gift = packet('Live.CallbackBeforeSendGift')
const clock = () => 1_700_000_000_500

/** A receiver, and a sender to it. */
async function opened(t: Test, options: Partial<SenderOptions> = {}, answering?: Answering) {
  const receiver = await startReceiver(t, answering)
  const sender = await openSender({ url: receiver.url, ...options })
  t.teardown(() => sender.close())
  return { sender, ...receiver }
}

/** Lets everything happen that waits for no event of the outside. */
async function untilNothingIsLeft(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await new Promise<void>((resolve) => process.nextTick(resolve))
}

t.test('a packet is sent as the platform sends its own, and the record tells what came of it', async (t) => {
  const { sender, received, sockets, url } = await opened(t, { sdkAppId: 5, token: 'secret', clock })
  const sent = await sender.send(destroyed)
  t.match(received[0]?.url, '/?SdkAppid=5&CallbackCommand=Room.CallbackAfterDestroyRoom&contenttype=json&ClientIP=127')
  t.equal(received[0]?.query.get('Sign'), signatureOf('secret', '1700000000'))
  t.equal(received[0]?.headers['content-type'], 'application/json')
  t.same(received[0]?.packet, destroyed)
  t.match(sent, {
    command: 'Room.CallbackAfterDestroyRoom',
    body: JSON.stringify(destroyed),
    sentAt: 1_700_000_000_500,
    attempts: [{ status: 200, latency: Number }],
    outcome: 'acknowledged',
    answer: { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 },
    response: { status: 200, headers: { connection: 'keep-alive' }, text: '{"ActionStatus":"OK"' },
  })
  t.match(sent.url, new RegExp(`^${url}/\\?SdkAppid=5.*&Sign=redacted&RequestTime=1700000000$`))
  t.match(await sender.send(gift), { outcome: 'decided' })
  for (let index = 0; index < 8; index++) await sender.send(gift)
  t.ok(sockets.size <= 2, `${sockets.size} connections for 10 packets`)
  t.notMatch(inspect(sender, { depth: 9, showHidden: true }), 'secret')
})

t.test('the client, the headers and the text of a body can be chosen', async (t) => {
  const { sender, received } = await opened(t)
  const client = { clientIp: '203.0.113.7', platform: 'iOS' }
  await sender.send('{"RoomId":144115233775727695}', { command: 'Room.CallbackAfterLunch', headers: {}, ...client })
  t.equal(received[0]?.text, '{"RoomId":144115233775727695}')
  t.equal(received[0]?.headers['content-type'], undefined)
  const query = Object.fromEntries(received[0]?.query ?? [])
  t.match(query, { CallbackCommand: 'Room.CallbackAfterLunch', ClientIP: '203.0.113.7', OptPlatform: 'iOS' })
  await t.rejects(sender.send('{}'), { code: 'invalid-option', message: /command/ })
})

t.test('what fails is sent again as often as it is told, a question never', async (t) => {
  const refusal = { ActionStatus: 'FAIL', ErrorInfo: 'store-failed', ErrorCode: 1 }
  const failing: Answering = (_received, response, count) => {
    response.statusCode = count > 3 ? 200 : 503
    if (count === 1) return { ...refusal, ErrorInfo: 'x'.repeat(300) }
    if (count === 2) return refusal
    return count === 3 ? '<html>' : undefined
  }
  const { sender } = await opened(t, { retries: 3, retryDelay: 1 }, failing)
  const { outcome, attempts } = await sender.send(destroyed)
  t.equal(outcome, 'acknowledged')
  t.match(attempts, [
    { status: 503, failure: 'bad-status', detail: /^x{200}$/ },
    { status: 503, failure: 'bad-status', detail: 'store-failed' },
    { status: 503, failure: 'bad-status', detail: undefined },
    { status: 200, failure: undefined },
  ])
  const silent = await opened(t, { retries: 3, timeout: 50 }, () => '')
  t.match(await silent.sender.send(gift), {
    outcome: 'failed',
    attempts: [{ failure: 'timed-out' }],
    response: undefined,
  })
  // None, where the time is over before the receiver read it.
  t.ok(silent.received.length <= 1)
})

t.test('the URL can be chosen for each attempt, as a load balancer does', async (t) => {
  const gone = await listen(t, () => {})
  await new Promise((resolve) => gone.server.close(resolve))
  const { url, received } = await startReceiver(t)
  const chosen = [gone.url, url, 'nowhere']
  const choose = async () => {
    const next = chosen.shift()
    if (next === undefined) throw new Error('There is no sender left.')
    return next
  }
  const sender = await openSender({ url: choose, retries: 1 })
  t.teardown(() => sender.close())
  const { attempts, ...sent } = await sender.send(destroyed)
  t.match(attempts, [{ failure: 'connection-failed', detail: 'ECONNREFUSED' }, { status: 200 }])
  t.ok(sent.url.startsWith(url))
  t.equal(received.length, 1)
  await t.rejects(sender.send(destroyed), { code: 'invalid-option', message: /url: expected a URL/ })
  await t.rejects(sender.send(destroyed), { message: 'There is no sender left.' })
})

t.test('what is under way is waited for, then nothing is sent any more', async (t) => {
  const held: (() => void)[] = []
  const { sender, received } = await opened(t, {}, (_received, response) => {
    held.push(() => response.end('{"ErrorCode":0}'))
    return ''
  })
  const sending = sender.send(destroyed)
  while (held.length === 0) await new Promise(setImmediate)
  const closing = sender.close()
  await t.rejects(sender.send(destroyed), { code: 'sender-closed', advice: String })
  held[0]?.()
  t.match(await sending, { outcome: 'acknowledged' })
  await closing
  t.equal(received.length, 1)
})

t.test('a connection that is made too late carries nothing', async (t) => {
  const { sender, received } = await opened(t, { timeout: 2500 })
  const late = sender.send(destroyed)
  await untilNothingIsLeft()
  // The time is over before the process hears that it is connected.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2550)
  t.match(await late, { outcome: 'failed', attempts: [{ failure: 'timed-out' }] })
  // Over the same connection, and behind what would have been sent.
  t.match(await sender.send({ ...destroyed, RoomId: 'r2' }), { outcome: 'acknowledged' })
  t.same(
    received.map(({ packet }) => packet['RoomId']),
    ['r2'],
  )
})

t.test('options that are not valid are named, and never repeated', async (t) => {
  const url = 'http://localhost'
  for (const [option, options] of Object.entries({
    url: {},
    'url: expected a URL': { url: 'localhost' },
    token: { url, token: '' },
    'token: expected .* without white space': { url, token: 'hush\n' },
    'Did you mean "timeout"': { url, timeOut: 5 },
    timeout: { url, timeout: 0 },
    colour: { url, colour: 'hush' },
  })) {
    const refusal = openSender(options as SenderOptions).then(String, (error: Error) => error)
    t.match(await refusal, { code: 'invalid-option', message: new RegExp(option) })
    t.notMatch(String(await refusal), 'hush')
  }
})
