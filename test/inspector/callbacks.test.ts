import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { promisify } from 'node:util'
import { allow, deny, drop, replace } from '@room-callbacks/core'
import { callbackQuery, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { deferred, settled } from '../core/receiver.ts'
import { askAsStranger, authorized, secret } from './ask.ts'
import { appId, type Inspected, inspected } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'
const token = 'tRtcWebhookToken01'

t.test('a callback is listed once it is answered', async (t) => {
  const { send, get } = await inspected(t, {}, {}, (callbacks) => callbacks.on(command, () => {}))
  await send(packet(command, { RoomId: 'r1' }))
  await send(packet('Live.CallbackBeforeSendGift'))
  const { json } = await get('api/overview')
  t.match(json.callbacks, [
    { id: 2, command: 'Live.CallbackBeforeSendGift', phase: 'before', outcome: 'unhandled', room: 'room_id' },
    {
      id: 1,
      source: 'network',
      command,
      phase: 'after',
      room: 'r1',
      outcome: 'handled',
      status: 200,
      receivedAt: Number,
      responseTimeMs: Number,
      handlerTimeMs: Number,
      isHandling: false,
      bytes: JSON.stringify(packet(command, { RoomId: 'r1' })).length,
      attempts: 0,
      text: /"RoomId":"r1"/,
    },
  ])
  t.same(json.totals, { seen: 2, kept: 2, roomChanges: 1 })
  t.match(json.seconds.at(-1), { failed: 0, median: Number, slowest: Number })
  t.equal(json.sdkAppIds[0], '1400000000')
  t.ok(json.samples.length > 20)
})

t.test('a callback is shown as it was sent, and as handlers saw it', async (t) => {
  const { send, get } = await inspected(t, {}, { token })
  const mic = 'Mic.CallbackAfterSeatInfoChanged'
  const raw = '{"RoomId":"r", "SeatList":[{"Index":1,"Member_Account":144115233775727695}],"EventTime":"5","New":[]}'
  await send(raw, { command: mic, token })
  const { json } = await get('api/callbacks/1')
  t.match(json, {
    summary: { id: 1, command: mic },
    receivedAs: mic,
    sdkAppId: '1400000000',
    method: 'POST',
    path: '/callback',
    remoteAddress: '127.0.0.1',
    signature: 'valid',
    raw,
    drifts: [
      { kind: 'converted-field', path: 'EventTime', detail: 'string to number' },
      { kind: 'unknown-field', path: 'New' },
    ],
    documents: ['60736', '64425'],
    description: /seat/i,
    answer: /"ActionStatus":"OK"/,
    headers: [{ name: 'host' }, { name: 'content-length' }],
  })
  t.match(json.sent, /\n {6}"Member_Account": 144115233775727695\n/, 'no digit is lost')
  t.match(json.sent, /"New": \[\]\n\}$/)
  t.match(json.normalised, /"Member_Account": "144115233775727695"/)
  t.match(json.normalised, /"EventTime": 5,/)
})

t.test('no secret leaves the process', async (t) => {
  const register = (callbacks: Parameters<NonNullable<Parameters<typeof inspected>[3]>>[0]) =>
    callbacks.on(command, (_event, { host }) => {
      throw new Error(`at ${host.request.url} with ${token}`)
    })
  const { send, get } = await inspected(t, {}, { token }, register)
  await send(packet(command, { RoomId: token }), { token })
  const sign = /[\da-f]{64}/
  for (const path of ['api/overview', 'api/callbacks/1', 'api/export', 'api/rooms']) {
    const { text } = await get(path)
    t.notMatch(text, token, path)
    t.notMatch(text, sign, path)
  }
  const { json } = await get('api/callbacks/1')
  t.match(json.query, [{ name: 'SdkAppid', value: '1400000000' }])
  t.same(json.query.at(-2), { name: 'Sign', value: '[redacted]' })
  t.match(json.errors, [{ code: 'handler-failed', stack: /at \/callback\?.*Sign=\[redacted\].* with \[token\]/ }])
})

/** How a handler, a packet or a caller may spell a text. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'as in a URL': encodeURIComponent,
  'all in percent': (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join(''),
  'as JSON': (text) => JSON.stringify(text).slice(1, -1),
  'as JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'as \\u': (text) => Array.from(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'as HTML': (text) => Array.from(text, (letter) => `&#${letter.charCodeAt(0)};`).join(''),
  'as base64': (text) => Buffer.from(text).toString('base64'),
  'as Basic': (text) => Buffer.from(`user:${text}`).toString('base64'),
  'as hex': (text) => Buffer.from(text).toString('hex'),
}

for (const token of ['xq7-Zk2', 'a"b', 'tRtc/Webhook+Token"01']) {
  t.test(`a token of ${token.length} characters is shown in no spelling, wherever it stands`, async (t) => {
    for (const [how, write] of Object.entries(spellings)) {
      const spelt = write(token)
      const register = (callbacks: Inspected['callbacks']) =>
        callbacks
          .on(command, ({ Type }, { host }) => {
            throw new Error(`${spelt} ${Type} ${host.request.url}`, { cause: new Error(`because of ${spelt}`) })
          })
          .on('Live.CallbackBeforeSendGift', (_event, { host }) => deny(102101, `${spelt} ${host.request.url}`))
      const { callbacks, get, page, origin } = await inspected(t, {}, { token }, register)
      const following = request(`${page}api/stream`, { headers: authorized }).end()
      t.teardown(() => following.destroy())
      const [stream] = (await once(following, 'response')) as [IncomingMessage]
      const streamed: Buffer[] = []
      stream.on('data', (chunk: Buffer) => streamed.push(chunk))
      for (const [body, word] of [
        [packet(command, { RoomId: spelt, Operator_Account: spelt, Type: spelt }), command],
        [packet('Live.CallbackBeforeSendGift', { RoomId: spelt }), 'Live.CallbackBeforeSendGift'],
        [{ CallbackCommand: spelt, [spelt]: spelt }, spelt],
      ] as const) {
        const query = callbackQuery({ sdkAppId: appId, command: word, token, clientIp: spelt, platform: spelt })
        const headers = { 'user-agent': encodeURI(spelt), 'x-request-id': encodeURI(spelt), host: 'localhost' }
        await askAsStranger(`${origin}/callback?${query}&${new URLSearchParams({ [spelt]: spelt }).toString()}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        })
      }
      const shown = ['api/overview', 'api/rooms', 'api/callbacks/1', 'api/callbacks/2', 'api/callbacks/3', 'api/export']
      const texts = await Promise.all(shown.map(async (path) => (await get(path)).text))
      while (!Buffer.concat(streamed).includes('data:')) await once(stream, 'data')
      for (const [index, text] of [...texts, Buffer.concat(streamed).toString()].entries()) {
        const written = [token, spelt].map((text) => JSON.stringify(text).slice(1, -1))
        const found = written.find((secret) => text.includes(secret))
        if (found !== undefined) t.fail(`${how}: ${shown[index] ?? 'api/stream'} shows it`)
        if (/Sign=[\da-f]{64}|Sign%3D[\da-f]{64}/.test(text)) t.fail(`${how}: ${shown[index]} shows a signature`)
      }
      t.match(texts[2], '[token]', how)
      await callbacks.close()
    }
  })
}

t.test('a token of one letter leaves the page readable', async (t) => {
  const { send, get } = await inspected(t, {}, { token: 'a' }, (callbacks) =>
    callbacks.on(command, () => {
      throw new Error('a')
    }),
  )
  await send(packet(command), { token: 'a' })
  const { json } = await get('api/overview')
  t.match(json, {
    callbacks: [{ command, outcome: 'handler-failed', source: 'network', phase: 'after' }],
    record: 'always',
  })
  t.match(json.samples[0].text, 'CallbackCommand')
  t.match((await get('api/callbacks/1')).json, { signature: 'valid', errors: [{ stack: /^Error: \[token\]\n/ }] })
})

t.test('the secret of the inspector is in nothing that it shows', async (t) => {
  const { send, get, post } = await inspected(t, {}, {}, (callbacks) =>
    callbacks.on(command, () => {
      throw new Error(`${secret} ${encodeURIComponent(secret)}`)
    }),
  )
  await send(packet(command, { RoomId: secret }), { platform: secret })
  await post('api/send', { sdkAppId: String(appId), command: secret, text: JSON.stringify({ a: secret }) })
  for (const path of ['api/overview', 'api/callbacks/1', 'api/callbacks/2', 'api/rooms', 'api/export']) {
    t.notMatch((await get(path)).text, /the secret of|the%20secret|the\+secret/, path)
  }
})

t.test('an error is shown with everything that caused it', async (t) => {
  const { send, get } = await inspected(t, {}, {}, (callbacks) =>
    callbacks.on(command, ({ RoomId }) => {
      if (RoomId === 'text') throw 'only a text'
      if (RoomId === 'hostile') throw { toString: 5 }
      if (RoomId === 'cause') {
        throw Object.defineProperty(new Error('no cause'), 'cause', {
          get() {
            throw new Error('asked for it')
          },
        })
      }
      throw new Error('outer', { cause: Object.assign(new Error('inner'), { stack: undefined }) })
    }),
  )
  for (const RoomId of ['chain', 'text', 'hostile', 'cause']) await send(packet(command, { RoomId }))
  const stackOf = async (id: number): Promise<string> => (await get(`api/callbacks/${id}`)).json.errors[0].stack
  t.match(await stackOf(1), /^Error: outer\n[\s\S]*callbacks\.test\.ts[\s\S]*\ncaused by: Error: inner$/)
  t.equal(await stackOf(2), 'only a text')
  t.equal(await stackOf(3), 'It cannot even be shown.')
  t.match(await stackOf(4), /^Error: no cause\n/)
  t.match((await get('api/overview')).json.callbacks, [
    { outcome: 'handler-failed', status: 500, error: 'handler-failed' },
  ])
})

t.test('a refused callback says why, and what to do', async (t) => {
  const { send, get } = await inspected(t, {}, { token })
  await send(packet(command), { token: 'a guessed token' })
  await send('{', { command, token })
  await send(Buffer.from([0xff, 0x00]), { command, token })
  await send({ CallbackCommand: 'Room.New' }, { token })
  const shown = await Promise.all([1, 2, 3, 4].map(async (id) => (await get(`api/callbacks/${id}`)).json))
  t.match(shown, [
    { signature: 'wrong', refusal: { code: 'bad-signature', advice: /token/ }, summary: { bytes: 0, text: '' } },
    { signature: 'valid', refusal: { code: 'invalid-json' }, raw: '{', sent: '{' },
    { refusal: { code: 'invalid-json' }, curl: /base64 -d/ },
    { summary: { outcome: 'unknown-command', command: 'Room.New' }, documents: [] },
  ])
  t.equal(shown[0].raw, undefined)
  t.equal(shown[0].curl, undefined, 'what was not read cannot be sent again')
  t.equal(shown[2].raw, undefined)
  t.match(shown[3].normalised, /"CallbackCommand": "Room\.New"/)
})

t.test('handlers that go on after the answer are shown as running', async (t) => {
  const { promise, resolve } = deferred()
  const started = deferred()
  const { send, get, callbacks } = await inspected(t, {}, { ack: 'received' }, (callbacks) =>
    callbacks.on(command, () => {
      started.resolve()
      return promise
    }),
  )
  await send(packet(command))
  await started.promise
  t.match((await get('api/overview')).json.callbacks, [{ outcome: 'accepted', isHandling: true }])
  resolve()
  await callbacks.close()
  t.match((await get('api/overview')).json.callbacks, [{ isHandling: false, handlerTimeMs: Number }])
})

t.test('what fails after the answer is shown while handlers still run', async (t) => {
  const handling = deferred()
  const stored = deferred<never>()
  const inbox = Object.assign(memoryInbox(), { put: () => stored.promise })
  t.teardown(() => inbox.close())
  const { callbacks, send, get } = await inspected(t, {}, { inbox, recordDecisions: true }, (callbacks) =>
    callbacks.on('*', () => handling.promise),
  )
  await send(packet('Live.CallbackBeforeSendGift'))
  t.match((await get('api/overview')).json.callbacks, [{ outcome: 'unhandled', error: undefined }])
  stored.reject(new Error('disk full'))
  await settled()
  const { summary, errors } = (await get('api/callbacks/1')).json
  t.match(summary, { outcome: 'unhandled', error: 'inbox-failed', handlerTimeMs: undefined, isHandling: true })
  t.match(errors, [{ code: 'inbox-failed' }])
  handling.resolve()
  await callbacks.close()
  t.match((await get('api/callbacks/1')).json.summary, { handlerTimeMs: Number, isHandling: false })
})

t.test('the attempts of an inbox belong to their callback', async (t) => {
  const inbox = memoryInbox({ backoff: 1, maxBackoff: 2, attempts: 30 })
  t.teardown(() => inbox.close())
  const { send, get, callbacks } = await inspected(t, {}, { inbox }, (callbacks) =>
    callbacks.on(command, (_event, { attempt }) => {
      if (attempt < 22) throw new Error(`attempt ${attempt}`)
    }),
  )
  await send(packet(command))
  await inbox.drain()
  const { json } = await get('api/callbacks/1')
  t.match(json.summary, { outcome: 'accepted', attempts: 20, error: undefined })
  t.equal(json.deliveries.length, 20, 'the last ones')
  t.match(json.deliveries.at(-1), { attempt: 22, state: 'handled', handlerTimeMs: Number, startedAt: Number })
  t.match(json.deliveries.at(-2), { attempt: 21, state: 'failed', error: /handler-failed: .* attempt 21/ })
  t.equal((await get('api/overview')).json.callbacks.length, 1)
  await callbacks.close()
})

t.test('a repetition has no attempts: those are of the callback that it repeats', async (t) => {
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  const { promise, resolve } = deferred()
  const register = (callbacks: Inspected['callbacks']) => callbacks.on(command, () => promise)
  const { send, get, callbacks } = await inspected(t, {}, { inbox }, register)
  await send(packet(command))
  await send(packet(command))
  resolve()
  await inbox.drain()
  t.match((await get('api/overview')).json.callbacks, [
    { id: 2, outcome: 'duplicate', attempts: 0 },
    { id: 1, outcome: 'accepted', attempts: 1 },
  ])
  await callbacks.close()
})

t.test('a worker shows what another process received', async (t) => {
  const inbox = memoryInbox({ attempts: 2, backoff: 1 })
  t.teardown(() => inbox.close())
  const { get, callbacks } = await inspected(t, {}, { inbox }, (callbacks) =>
    callbacks.on(command, ({ RoomId }) => {
      if (RoomId === 'r1') throw new Error('no')
    }),
  )
  const record = {
    id: 'k',
    idempotencyKey: 'k',
    sdkAppId: '1400000000',
    command,
    receivedAs: command,
    receivedAt: 5,
    body: Buffer.from(JSON.stringify(packet(command, { RoomId: 'r1' }))),
  }
  await inbox.put({ ...record, clientIp: '192.0.2.1', platform: 'iOS' })
  await inbox.put({ ...record, id: 'l', idempotencyKey: 'l', command: 'Room.New' })
  await inbox.put({ ...record, id: 'm', idempotencyKey: 'm', body: Buffer.from(JSON.stringify(packet(command))) })
  await inbox.drain()
  const { json } = await get('api/overview')
  t.match(json.callbacks, [
    { source: 'inbox', status: 0 },
    { source: 'inbox', status: 0 },
  ])
  const first = json.callbacks.find(({ room }: { room: string }) => room === 'r1')
  t.match(first, { room: 'r1', outcome: 'handler-failed', error: 'handler-failed', receivedAt: 5 })
  const detail = await get(`api/callbacks/${first.id}`)
  t.match(detail.json.query.slice(2), [
    { name: 'ClientIP', value: '192.0.2.1' },
    { name: 'OptPlatform', value: 'iOS' },
  ])
  t.equal((await get('api/rooms')).json.length, 2)
  const fine = json.callbacks.find(({ outcome }: { outcome: string }) => outcome === 'handled')
  t.match(fine, { attempts: 1, error: undefined })
  t.match(first, { attempts: 2 })
  const exported = (await get('api/export')).json.callbacks
  t.match(
    exported.find(({ id }: { id: number }) => id === first.id),
    { status: 0, outcome: 'handler-failed', answer: '' },
  )
  await callbacks.close()
})

t.test('a verdict is shown as it was answered', async (t) => {
  const gift = 'Live.CallbackBeforeSendGift'
  const { send, get } = await inspected(t, {}, {}, (callbacks) =>
    callbacks.on(gift, ({ GiftWater }) => (GiftWater.Count > 1 ? deny(102101, 'Too many') : allow())),
  )
  await send(packet(gift, { GiftWater: { Count: 2 } }))
  t.match((await get('api/callbacks/1')).json, { answer: /"ErrorCode":102101/, summary: { phase: 'before' } })
})

t.test('what is forgotten, or none of ours, is not found', async (t) => {
  const { get, origin } = await inspected(t)
  t.match(await get('api/callbacks/7'), { status: 404, json: { error: { code: 'forgotten' } } })
  t.match(await get('api/callbacks/constructor'), { status: 404 })
  for (const path of ['api', 'api/', 'api/nothing', 'index.html', 'page.js', '../'])
    t.equal((await get(path)).status, 404, path)
  t.equal((await fetch(`${origin}/room-callbacksabc`)).status, 404)
  t.equal((await fetch(`${origin}/`)).status, 404)
})

t.test('what was decided is shown, and the code with it', async (t) => {
  const { send, get } = await inspected(t, {}, {}, (callbacks) =>
    callbacks
      .on('Live.CallbackBeforeSendGift', () => deny(102101, 'Too many'))
      .on('C2C.CallbackBeforeSendMsg', ({ From_Account }) => {
        if (From_Account === 'dropped') return drop()
        return From_Account === 'replaced' ? replace({ CloudCustomData: 'other' }) : allow()
      })
      .on('Sns.CallbackPrevFriendAdd', () => deny(38001, 'no'))
      .on('Group.CallbackBeforeSendMsg', () => {
        throw new Error('as asked')
      }),
  )
  await send(packet('Live.CallbackBeforeSendGift'))
  for (const From_Account of ['dropped', 'replaced', 'let through']) {
    await send(packet('C2C.CallbackBeforeSendMsg', { From_Account }))
  }
  await send(packet('Sns.CallbackPrevFriendAdd'))
  await send(packet('Group.CallbackBeforeSendMsg'))
  await send(packet(command))
  await send('{', { command: 'C2C.CallbackBeforeSendMsg' })
  const { callbacks } = (await get('api/overview')).json
  t.same(callbacks.map(({ decision }: { decision?: object }) => decision).reverse(), [
    { kind: 'deny', code: 102101 },
    { kind: 'drop' },
    { kind: 'replace' },
    { kind: 'allow' },
    { kind: 'deny', code: 38001 },
    { kind: 'allow' },
    undefined,
    undefined,
  ])
})

t.test('an answer that decides nothing is no decision', async (t) => {
  const { post, get } = await inspected(t)
  const gift = 'Live.CallbackBeforeSendGift'
  const fields = { receivedAs: gift, receivedAt: '2026-04-10T19:00:00Z', sdkAppId: null, raw: '{}', query: '' }
  for (const answer of ['', '{"ErrorCode":"0"}']) {
    const callback = { ...fields, outcome: 'handled', status: 200, answer }
    t.equal((await post('api/import', { version: 1, callbacks: [callback] })).status, 200)
  }
  const { callbacks } = (await get('api/overview')).json
  for (const { phase, decision } of callbacks) t.same([phase, decision], ['before', undefined])
})

t.test('the curl command sends what is no repetition, as often as it runs', async (t) => {
  const rooms: string[] = []
  const { send, get } = await inspected(t, {}, { token }, (callbacks) =>
    callbacks.on(command, ({ RoomId }) => rooms.push(RoomId)),
  )
  await send(packet(command, { RoomId: "it's" }), { token })
  const { json } = await get('api/callbacks/1')
  t.equal(json.curlNeeds, 'CALLBACK_TOKEN')
  // Two runs in one second are the same packet: the seconds of the second run are others.
  const later = json.curl.replace('date +%s', 'expr $(date +%s) - 5')
  for (const line of [json.curl, later]) {
    const env = { ...process.env, CALLBACK_TOKEN: token }
    const { stdout } = await promisify(execFile)('bash', ['-c', line], { env })
    t.match(JSON.parse(stdout), { ActionStatus: 'OK', ErrorCode: 0 })
  }
  const { callbacks } = (await get('api/overview')).json
  t.same(
    callbacks.map(({ outcome }: { outcome: string }) => outcome),
    ['handled', 'handled', 'handled'],
  )
  t.same(rooms, ["it's", "it's", "it's"])
})
