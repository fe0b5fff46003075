import { readFileSync } from 'node:fs'
import { bodySignatureOf, commands, type Options, outcomes } from '@room-callbacks/core'
import { defineCommand, RoomIdentifier } from '@room-callbacks/core/define'
import { roomCallbacks } from '@room-callbacks/node'
import { engineHeaders, inject, memoryInbox, packet, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import Type from 'typebox'
import { appId, deferred, observed, settled } from './receiver.ts'

interface Vector {
  readonly id: string
  readonly key: string
  readonly body: string
  readonly sign: string
  readonly mustNotEqual?: string
}

const { rtcSign } = JSON.parse(readFileSync('test/core/signature-vectors.json', 'utf8')) as { rtcSign: Vector[] }
const key = '123654'
const enter = 'RtcEngine.EVENT_TYPE_ENTER_ROOM'
const event = packet(enter)
const text = JSON.stringify(event)

type Headers = { readonly [name: string]: string | readonly string[] }

/** Sends bytes with headers made by hand. */
const send = async (
  callbacks: ReturnType<typeof observed>['callbacks'],
  headers: Headers,
  body: string,
  method = 'POST',
) =>
  callbacks.receive({
    method,
    query: '',
    headers,
    body: { kind: 'text', text: body },
    remoteAddress: undefined,
    host: undefined as never,
  })

const signed = (sign: string, sdkAppId = String(appId)): Headers => ({ sdkappid: sdkAppId, sign })

for (const { id, key, body, sign, mustNotEqual } of rtcSign) {
  t.test(`vector ${id}`, async (t) => {
    t.equal(bodySignatureOf(key, body), sign)
    const { callbacks } = observed({ key })
    const parses = id !== 'rtc-7-negative'
    t.equal((await send(callbacks, signed(sign), body))?.outcome, parses ? 'unhandled' : 'invalid-json')
    if (mustNotEqual) t.equal((await send(callbacks, signed(mustNotEqual), body))?.outcome, 'bad-signature')
  })
}

t.test('what is not the signature of these bytes reaches no handler', async (t) => {
  const { callbacks, rejections } = observed({ key })
  for (const hook of ['*', 'unknown', 'unhandled', 'duplicate', 'error'] as const) {
    callbacks.on(hook, () => t.fail(`${hook} ran`))
  }
  const sign = bodySignatureOf(key, text)
  const outcome = async (headers: Headers, body = text) => (await send(callbacks, headers, body))?.outcome
  const wrong: [string, Headers, string?][] = [
    ['wrong key', signed(bodySignatureOf('123655', text))],
    ['written again', signed(bodySignatureOf(key, JSON.stringify(event, null, 2)))],
    ['one byte more', signed(sign), `${text} `],
    ['no signature', { sdkappid: String(appId) }],
    ['empty', signed('')],
    ['without padding', signed(sign.slice(0, -1))],
    [
      'the alphabet of URLs',
      signed(bodySignatureOf(key, text).replaceAll('+', '-').replaceAll('/', '_').replace('=', '_')),
    ],
    ['white space', signed(`${sign} `)],
    ['white space inside', signed(`${sign.slice(0, 20)} ${sign.slice(20)}`)],
    ['hexadecimal', signed(Buffer.from(sign, 'base64').toString('hex'))],
    ['other bits of the last character', signed(sign.replace(/.=$/, (end) => `${next(end[0] as string)}=`))],
    ['no ASCII', signed(`${sign.slice(0, -1)}€`)],
    ['repeated', { sdkappid: String(appId), sign: [sign, sign] }],
    ['joined', signed(`${sign}, ${sign}`)],
  ]
  for (const [name, headers, body] of wrong) t.equal(await outcome(headers, body), 'bad-signature', name)
  t.equal(rejections.length, wrong.length)
  t.equal(await outcome(signed(sign, '1400000001')), 'unknown-app')
  for (const id of ['', '14e8', '1400000000, 1400000000', ' 1400000000']) {
    t.equal(await outcome(signed(sign, id)), 'malformed-query', id)
  }
  t.equal(await outcome({ sdkappid: ['1400000000', '1400000000'], sign }), 'malformed-query')
})

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const next = (character: string): string => alphabet[(alphabet.indexOf(character) + 1) % 64] as string

t.test(
  'a signature of the wrong form costs no byte of the body, and an honest one is verified over the bytes',
  async (t) => {
    const { callbacks } = observed({ key })
    let reads = 0
    const read = (sign: string) =>
      callbacks.receive({
        method: 'POST',
        query: '',
        headers: signed(sign),
        body: {
          kind: 'unread',
          read: () => {
            reads++
            return Buffer.from(text)
          },
        },
        remoteAddress: undefined,
        host: undefined as never,
      })
    t.equal((await read('no signature'))?.outcome, 'bad-signature')
    t.equal(reads, 0)
    t.equal((await read(bodySignatureOf(key, text)))?.outcome, 'unhandled')
    t.equal(reads, 1)
  },
)

t.test('headers alone make an event, and only with the key option', async (t) => {
  const without = observed().callbacks
  t.equal(await send(without, signed(bodySignatureOf(key, text)), text), undefined)
  await t.rejects(inject(without, event, { key }), /Events of RTC Engine need the key option/)
  const { callbacks } = observed({ key })
  t.equal(await send(callbacks, {}, text), undefined, 'the shape of a body says nothing')
  t.equal(await send(callbacks, { sign: bodySignatureOf(key, text) }, text), undefined, 'Sign without SdkAppId')
  t.equal(await send(callbacks, { sdkappid: String(appId) }, text, 'GET'), undefined, 'a GET of the app itself')
  const reply = await send(callbacks, signed(bodySignatureOf(key, text)), text, 'PUT')
  t.match(reply, { status: 405, outcome: 'wrong-method', headers: { allow: 'POST' } })
})

t.test('neither protocol carries the events of the other', async (t) => {
  const { callbacks, rejections } = observed({ key })
  const handled: string[] = []
  callbacks.on('*', (_event, { command }) => handled.push(command))
  const unknown: unknown[] = []
  callbacks.on('unknown', (_packet, { command }) => unknown.push(command))
  const asCommand = async (command: string) => {
    const query = `SdkAppid=${appId}&CallbackCommand=${command}`
    const headers = engineHeaders({ sdkAppId: appId, key, body: text })
    const request = { method: 'POST', query, headers, remoteAddress: undefined, host: undefined as never }
    return (await callbacks.receive({ ...request, body: { kind: 'text', text } }))?.outcome
  }
  for (const word of [enter, 'RtcEngine.103', 'RtcEngine.9999'])
    t.equal(await asCommand(word), 'command-mismatch', word)
  t.strictSame([rejections.length, unknown], [3, []])
  const wrapped = packet('Room.CallbackAfterCreateRoom')
  t.equal(
    (await inject(callbacks, wrapped, { key, command: 'RtcEngine.1' })).outcome,
    'unknown-command',
    'no EventType',
  )
  t.equal((await inject(callbacks, { ...wrapped, ...event }, { key, command: enter })).outcome, 'handled')
  t.strictSame(handled, [enter], 'CallbackCommand in the body of an event says nothing')
})

t.test('several keys, keys by app, and apps without one', async (t) => {
  const ids = [1400000000, 1400000001, 1400000002]
  const { callbacks } = observed({ key: { 1400000000: ['new', 'old'], 1400000001: false } }, ids)
  const outcome = async (sdkAppId: number, given?: string) =>
    (await inject(callbacks, event, { sdkAppId, key: given })).outcome
  t.equal(await outcome(1400000000, 'new'), 'unhandled')
  t.equal(await outcome(1400000000, 'old'), 'unhandled')
  t.equal(await outcome(1400000000, 'older'), 'bad-signature')
  t.equal(await outcome(1400000001), 'unhandled', 'the console has no key')
  t.equal(await outcome(1400000001, 'any'), 'unhandled')
  t.equal(await outcome(1400000002, 'new'), 'bad-signature', 'an app without a key receives none')
})

t.test('wrong keys stop the start, and none is told', async (t) => {
  const wrong: [unknown, RegExp][] = [
    [undefined, /key: it is given, but undefined/],
    ['', /key: it is empty/],
    ['secret\n', /1 to 32 letters and digits/],
    ['x'.repeat(33), /1 to 32 letters and digits/],
    [['good', 'not good'], /key, number 2: expected/],
    [[], /key/],
    [true, /key/],
    [{}, /key/],
    [{ 1400000001: 'other' }, /app 1400000001 is not served here/],
    [{ 1400000000: 'se-cret' }, /key of app 1400000000: expected/],
  ]
  for (const [given, message] of wrong) {
    t.throws(() => roomCallbacks(appId, { key: given } as Options), { code: 'invalid-option', message })
  }
  t.throws(() => roomCallbacks(appId, { key: 'se-cret' }), { message: /^(?!.*se-cret)/ })
})

t.test('an event is answered with code 0, and a failure with 500', async (t) => {
  const { callbacks } = observed({ key })
  let fails = true
  callbacks.on(enter, () => {
    if (fails) throw new Error('database')
  })
  t.match(await inject(callbacks, event, { key }), { status: 500, answer: { code: 1, message: 'handler-failed' } })
  fails = false
  const { status, answer, headers } = await inject(callbacks, event, { key })
  t.strictSame([status, answer, headers['content-type']], [200, { code: 0 }, 'application/json'])
})

t.test('what a handler gets', async (t) => {
  const { callbacks } = observed({ key, clock: () => 1_700_000_000_000 })
  const seen: unknown[] = []
  callbacks.on(enter, (event, context) => {
    const { command, receivedAs, sdkAppId, phase, eventTime, idempotencyKey, clientIp, platform, attempt } = context
    seen.push(event, { command, receivedAs, sdkAppId, phase, eventTime, clientIp, platform, attempt })
    t.match(idempotencyKey, /^1400000000:RtcEngine\.EVENT_TYPE_ENTER_ROOM:1687770731831:[\w-]{43}$/)
    t.equal(Buffer.from(context.raw).toString(), text)
  })
  await inject(callbacks, event, { key })
  t.strictSame(seen, [
    { ...event, EventInfo: { ...event.EventInfo, RoomId: '12345' } },
    {
      command: enter,
      receivedAs: 'RtcEngine.103',
      sdkAppId: '1400000000',
      phase: 'after',
      eventTime: new Date(1_687_770_731_831),
      clientIp: undefined,
      platform: undefined,
      attempt: 1,
    },
  ])
})

t.test('a retry with another time of sending, or other white space, runs no handler', async (t) => {
  const { callbacks } = observed({ key })
  let handled = 0
  const keys = new Set<string>()
  callbacks
    .on('*', (_event, { idempotencyKey }) => {
      handled++
      keys.add(idempotencyKey)
    })
    .on('duplicate', (_event, { idempotencyKey }) => keys.add(idempotencyKey))
  t.match(await inject(callbacks, event, { key }), { outcome: 'handled' })
  const later = { ...event, CallbackTs: 1_687_770_741_932 }
  t.match(await inject(callbacks, later, { key }), { status: 200, outcome: 'duplicate', answer: { code: 0 } })
  t.match(await inject(callbacks, JSON.stringify(later, null, '\t'), { key }), { outcome: 'duplicate' })
  t.equal(handled, 1)
  t.equal(keys.size, 1, 'and the idempotency key is the same')
  const ingest = packet('RtcEngine.EVENT_TYPE_STREAM_INGEST_START')
  t.match(await inject(callbacks, ingest, { key }), { outcome: 'handled' })
  t.match(await inject(callbacks, { ...ingest, CallbackMsTs: 1 }, { key }), { outcome: 'duplicate' })
  t.match(await inject(callbacks, packet(enter, { EventInfo: { EventMsTs: 1 } }), { key }), { outcome: 'handled' })
})

t.test('7 deliveries with a handler that fails 6 times end handled once', async (t) => {
  const { callbacks } = observed({ key })
  let runs = 0
  const done: number[] = []
  callbacks.on(enter, async () => {
    runs++
    if (runs <= 6) throw new Error('not yet')
    done.push(runs)
  })
  const statuses: number[] = []
  for (let delivery = 0; delivery < 8; delivery++) {
    const sent = { ...event, CallbackTs: 1_687_770_731_932 + delivery * 10_000 }
    statuses.push((await inject(callbacks, sent, { key })).status)
  }
  t.strictSame(statuses, [500, 500, 500, 500, 500, 500, 200, 200])
  t.strictSame(done, [7])
})

t.test('the deadline of an event is its own, 4 s', async (t) => {
  const hanging = deferred()
  const { callbacks } = observed({ key, deadline: 1, engineDeadline: 20 })
  callbacks.on(enter, () => hanging.promise)
  t.match(await inject(callbacks, event, { key }), { status: 200, outcome: 'timed-out', answer: { code: 0 } })
  hanging.resolve()
  await callbacks.close()
  t.throws(() => roomCallbacks(appId, { engineDeadline: 0 }), { code: 'invalid-option' })
})

t.test('a value that a parser left is refused with the fix, unless the console has no key', async (t) => {
  const { callbacks, rejections } = observed({ key })
  const receive = (callbacks: ReturnType<typeof observed>['callbacks']) =>
    callbacks.receive({
      method: 'POST',
      query: '',
      headers: signed(bodySignatureOf(key, text)),
      body: { kind: 'value', value: event },
      remoteAddress: undefined,
      host: undefined as never,
    })
  t.match(await receive(callbacks), {
    status: 500,
    outcome: 'body-already-read',
    body: '{"code":1,"message":"body-already-read"}',
  })
  const [{ error }] = rejections as [(typeof rejections)[number]]
  for (const fix of [
    'express.json({ verify',
    'koa-bodyparser',
    'includeUnparsed',
    'rawBody: true',
    'Fastify',
    'Hono',
  ]) {
    t.ok(error.message.includes(fix), fix)
  }
  t.match(await receive(observed({ key: false }).callbacks), { status: 200, outcome: 'unhandled' })
})

t.test('who has no key takes no slot of a callback whose envelope proves it', async (t) => {
  const { callbacks } = observed({ key, concurrency: 1 })
  callbacks.on('*', () => {})
  const gate = deferred<Uint8Array>()
  const stalled = callbacks.receive({
    method: 'POST',
    query: '',
    headers: signed(bodySignatureOf('forged', text)),
    body: { kind: 'unread', read: () => gate.promise },
    remoteAddress: undefined,
    host: undefined as never,
  })
  t.equal((await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))).outcome, 'handled')
  t.equal((await inject(callbacks, event, { key })).outcome, 'overloaded', 'they have a bound of their own')
  gate.resolve(Buffer.from(text))
  t.equal((await stalled)?.outcome, 'bad-signature')
  t.equal((await inject(callbacks, event, { key })).outcome, 'handled')
  await callbacks.close()
  t.equal((await inject(callbacks, event, { key })).outcome, 'closing')
})

t.test('an unknown type is answered, told to `unknown` and kept, never refused', async (t) => {
  for (const [type, word] of [
    [1502, 'RtcEngine.1502'],
    ['907', 'RtcEngine.907'],
    [99.5, 'RtcEngine'],
    [[103], 'RtcEngine'],
    [undefined, 'RtcEngine'],
  ] as const) {
    const { callbacks, rejections } = observed({ key })
    const seen: unknown[] = []
    callbacks.on('unknown', (packet, { command }) => seen.push(command, packet))
    const sent = { EventGroupId: 15, EventType: type, EventInfo: { RoomId: 'r', What: 1 } }
    const body = JSON.stringify(sent)
    t.match(await inject(callbacks, body, { key }), { status: 200, outcome: 'unknown-command', answer: { code: 0 } })
    t.strictSame([seen, rejections], [[word, JSON.parse(body)], []])
  }
})

t.test('every documented event reaches its handler, of which numbers are texts too', async (t) => {
  const events = commands.filter(({ protocol }) => protocol === 'rtc-engine')
  t.equal(events.length, 56)
  for (const { command, variant } of samples.filter(({ product }) => product === 'rtc-engine')) {
    const { callbacks, rejections } = observed({ key, validation: 'tolerant' })
    const seen: string[] = []
    callbacks.on('*', (_event, context) => seen.push(context.command))
    const sample = sampleText(command, 'rtc-engine', variant)
    await inject(callbacks, sample, { key })
    const quoted = sample.replace(/"(EventType|EventTs|EventMsTs)": "?(\d+)"?/g, '"$1": "$2"')
    await inject(callbacks, quoted.replace('"CallbackTs": 1', '"CallbackTs": 2'), { key })
    t.ok(seen.length >= 1 && seen.every((name) => name === command), `${command} ${variant ?? ''}`)
    t.strictSame(rejections, [])
  }
})

t.test('what an edition prints elsewhere or otherwise is brought to one shape', async (t) => {
  const { callbacks, rejections } = observed({ key })
  const infos: unknown[] = []
  callbacks.on('*', (event) => infos.push('EventInfo' in event && event.EventInfo))
  const give = async (command: Parameters<typeof packet>[0], change: object, variant?: string) => {
    const sent = packet(command, change as never, 'rtc-engine', variant)
    await inject(callbacks, sent, { key })
    return infos.pop() as { readonly [field: string]: unknown }
  }
  const relay = 'RtcEngine.EVENT_TYPE_CLOUD_PUBLISH_CDN_STATUS'
  t.match(await give(relay, { EventInfo: { TaskId: 5, RoomId: 7 } }), {
    EventMsTs: 1622186275913,
    TaskId: '5',
    RoomId: '7',
  })
  const shot = await give('RtcEngine.EVENT_TYPE_VIDEO_SCREENSHOT', {
    EventInfo: { eventID: undefined, eventId: 'e', roomID: 9 },
  })
  t.match(shot, { eventID: 'e', roomID: '9' })
  const upload = 'RtcEngine.EVENT_TYPE_CLOUD_RECORDING_UPLOAD_STOP'
  t.match(await give(upload, { EventInfo: { Payload: { Status: undefined, LeaveCode: 2 } } }), {
    Payload: { Status: 2 },
  })
  const mp4 = 'RtcEngine.EVENT_TYPE_CLOUD_RECORDING_MP4_STOP'
  t.match(await give(mp4, { EventInfo: { Payload: { FileList: 'a.mp4' } } }), { Payload: { FileList: ['a.mp4'] } })
  const vod = 'RtcEngine.EVENT_TYPE_CLOUD_RECORDING_VOD_COMMIT'
  const stamps = { StartTimeStamp: 'xxxx', EndTimeStamp: '1622186282153' }
  const placeholders = await give(vod, { EventInfo: { EventMsTs: undefined, Payload: { TencentVod: stamps } } })
  t.match(placeholders, { Payload: { TencentVod: { EndTimeStamp: 1622186282153, StartTimeStamp: undefined } } })
  t.match(await give(vod, {}, 'flat'), { EventTs: 1622186289, Payload: { FileId: 'xxxxx', EndTimeStamp: 1622186811 } })
  t.match(await give(vod, {}, 'failed'), { Payload: { Status: 1, Errmsg: 'xxx' } })
  const checks = { EventInfo: { Payload: { CheckDetail: { Label: 'Ad' } } } }
  const moderated = await give('RtcEngine.EVENT_TYPE_CLOUD_Moderation_TASK_INFO', checks)
  t.match(moderated, { Payload: { CheckDetail: [{ Label: 'Ad' }] } })
  const task = await give('RtcEngine.EVENT_TYPE_CLOUD_RECORDING_RECORDER_STOP', {}, 'observed')
  t.match(task, { EventTs: 1768960945, TaskId: '-placeholder-task-0001.' })
  t.strictSame(rejections, [])
})

t.test(
  'an inbox keeps them in the order of their room, else of their task, with a key that a retry has too',
  async (t) => {
    const inbox = memoryInbox()
    const { callbacks } = observed({ key, inbox, delivery: false })
    callbacks.on('*', () => {})
    const put = async (sent: object) => (await inject(callbacks, sent, { key })).outcome
    t.equal(await put(event), 'accepted')
    t.equal(await put({ ...event, CallbackTs: 5 }), 'duplicate')
    t.equal(await put(packet('RtcEngine.EVENT_TYPE_WEB_RECORDER_START', { EventInfo: { TaskId: 'page' } })), 'accepted')
    t.equal(await put({ EventGroupId: 15, EventType: 1502, EventInfo: { RoomId: 3 } }), 'unknown-command')
    const keys = [...(await inbox.list('waiting')), ...(await inbox.list('dead'))].map(({ record }) => record.orderKey)
    t.strictSame(keys, ['1400000000/room/12345', '1400000000/task/page', '1400000000/room/3'])
    await callbacks.close()
  },
)

t.test('an inbox delivers them to the handlers', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ key, inbox })
  const arrived = deferred<unknown>()
  callbacks.on(enter, ({ EventInfo }, { receivedAs, idempotencyKey }) =>
    arrived.resolve([EventInfo.RoomId, receivedAs, idempotencyKey]),
  )
  t.equal((await inject(callbacks, event, { key })).outcome, 'accepted')
  t.match(await arrived.promise, ['12345', 'RtcEngine.103', /^1400000000:RtcEngine\.EVENT_TYPE_ENTER_ROOM:/])
  await callbacks.close()
})

t.test('key: false is warned of once, in production alone', async (t) => {
  const warnings: Error[] = []
  const onWarning = (warning: Error): void => void warnings.push(warning)
  process.on('warning', onWarning)
  const before = process.env['NODE_ENV']
  t.teardown(() => {
    process.off('warning', onWarning)
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  })
  delete process.env['NODE_ENV']
  roomCallbacks(appId, { key: false })
  process.env['NODE_ENV'] = 'production'
  roomCallbacks(appId, { key })
  roomCallbacks(appId, { token: 'secret' })
  roomCallbacks(appId, { key: { [appId]: false } })
  roomCallbacks(appId, { key: false })
  await settled()
  const told = warnings.filter(({ message }) => message.startsWith('key: false'))
  t.match(told, [{ name: 'RoomCallbacksWarning', code: 'unchecked-events', message: /without any check/ }])
  t.equal(told.length, 1)
})

t.test('the status of each refusal is that of every other callback', async (t) => {
  const { callbacks } = observed({ key })
  const reply = await send(callbacks, signed('x'), text)
  t.strictSame([reply?.status, reply?.body], [outcomes['bad-signature'], '{"code":1,"message":"bad-signature"}'])
})

t.test('an address list holds for events too, before a byte of the body is read', async (t) => {
  const { callbacks } = observed({ key, addresses: ['203.0.113.0/24'] })
  t.equal((await inject(callbacks, event, { key })).outcome, 'forbidden-address')
  t.equal((await inject(observed({ key, addresses: ['127.0.0.1'] }).callbacks, event, { key })).outcome, 'unhandled')
})

t.test('one handler takes the whole family', async (t) => {
  const { callbacks } = observed({ key })
  const seen: string[] = []
  callbacks.on('RtcEngine.*', (_event, { command }) => seen.push(command))
  await inject(callbacks, event, { key })
  await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))
  t.strictSame(seen, [enter])
})

t.test('a type that the catalog does not know can be defined', async (t) => {
  const { callbacks } = observed({ key })
  const defined = defineCommand('RtcEngine.1502', {
    phase: 'after',
    body: { EventInfo: Type.Object({ RoomId: RoomIdentifier('Room id.') }) },
  })
  const seen: unknown[] = []
  callbacks.on(defined, ({ EventInfo }, { command, eventTime }) =>
    seen.push(command, EventInfo.RoomId, Number(eventTime)),
  )
  const sent = { EventGroupId: 15, EventType: 1502, EventInfo: { RoomId: 7, EventMsTs: 1_700_000_000_000 } }
  t.match(await inject(callbacks, sent, { key }), { outcome: 'handled', answer: { code: 0 } })
  t.strictSame(seen, ['RtcEngine.1502', '7', 1_700_000_000_000])
  const named = (aliases: string[]) =>
    defineCommand('RtcEngine.EVENT_TYPE_TOMORROW', { phase: 'after', body: {}, aliases })
  t.equal(named(['RtcEngine.1503']).protocol, 'rtc-engine')
  const wrapped = defineCommand('Own.Wrapped', { phase: 'after', body: {}, aliases: ['RtcEngine.1504'] })
  const other = observed({ key }).callbacks.on(wrapped, () => t.fail('another protocol'))
  t.equal((await inject(other, { ...sent, EventType: 1504 }, { key })).outcome, 'unknown-command')
  t.throws(() => named([]), { code: 'invalid-definition', message: /its name or an alias has its number/ })
})
