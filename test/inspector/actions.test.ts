import { replay } from '@room-callbacks/core/inspect'
import { callV1Samples, packet, samples } from '@room-callbacks/testing'
import t from 'tap'
import { appId, inspected } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'
const sdkAppId = String(appId)

t.test('a callback is replayed from the history', async (t) => {
  const seen: unknown[] = []
  const { send, post, get, callbacks } = await inspected(t, {}, { token: 'tRtcWebhookToken01' }, (callbacks) =>
    callbacks.on(command, ({ RoomId }, { clientIp, platform, attempt }) =>
      seen.push([RoomId, clientIp, platform, attempt]),
    ),
  )
  await send(packet(command, { RoomId: 'r1' }), { token: 'tRtcWebhookToken01', clientIp: '192.0.2.1', platform: 'iOS' })
  t.match(await post('api/replay', { id: 1 }), { status: 200, json: { id: 2, outcome: 'handled', status: 200 } })
  t.strictSame(seen, [seen[0], seen[0]])
  t.strictSame(seen[0], ['r1', '192.0.2.1', 'iOS', 1])
  const { json } = await get('api/callbacks/2')
  t.match(json, { summary: { source: 'replay', origin: 1, room: 'r1' }, path: '/callback', signature: 'unchecked' })
  t.match((await get('api/overview')).json.totals, { seen: 2, roomChanges: 1 }, 'a replay changes no room')
  await replay(callbacks, { sdkAppId, command, raw: Buffer.from(JSON.stringify(packet(command))) })
  t.match((await get('api/callbacks/3')).json.summary, { source: 'sample', origin: undefined }, 'that of another tool')
})

t.test('what cannot be replayed is refused', async (t) => {
  const { send, post } = await inspected(t, {}, { token: 'tRtcWebhookToken01' })
  await send(packet(command), { token: 'wrong' })
  for (const id of [1, 99, '1', null, undefined, {}]) {
    t.match(
      await post('api/replay', { id }),
      { status: 404, json: { error: { code: 'no-packet' } } },
      JSON.stringify(id),
    )
  }
})

t.test('every sample can be sent', async (t) => {
  const { post, get } = await inspected(t)
  const { json } = await get('api/overview')
  t.equal(json.samples.length, samples.length + callV1Samples.length)
  for (const { command, text } of json.samples) {
    const sent = await post('api/send', { sdkAppId, command, text })
    t.match(sent.json, { outcome: 'unhandled', status: 200, id: Number }, command)
  }
  t.match((await get('api/callbacks/1')).json, { summary: { source: 'sample', origin: undefined }, path: '/' })
  t.match((await post('api/send', { sdkAppId, command, text: '{' })).json, { outcome: 'invalid-json', status: 400 })
  t.match((await post('api/send', { sdkAppId: '5', command, text: '{}' })).json, { outcome: 'unknown-app' })
  for (const wrong of [{}, { sdkAppId, command }, { sdkAppId, text: '' }, { command, text: '' }]) {
    t.match(await post('api/send', wrong), { status: 400, json: { error: { code: 'invalid-request' } } })
  }
})

t.test('a request that makes no sense is refused', async (t) => {
  const { post } = await inspected(t, { memory: 262_144 })
  t.match(await post('api/replay', '{'), { status: 400, json: { error: { code: 'invalid-json' } } })
  for (const text of ['null', '5', '"text"']) {
    t.match(await post('api/replay', text), { status: 400, json: { error: { code: 'invalid-request' } } })
  }
  t.match(await post('api/import', `"${'x'.repeat(600_000)}"`), { status: 413, json: { error: { code: 'too-large' } } })
})

t.test('what is exported can be imported, and says the same', async (t) => {
  const first = await inspected(t, {}, { token: 'tRtcWebhookToken01' }, (callbacks) => callbacks.on(command, () => {}))
  const token = 'tRtcWebhookToken01'
  await first.send(packet(command, { RoomId: 'r1' }), { token })
  await first.send(Buffer.from([0xff]), { token, command })
  await first.send(packet(command), { token: 'wrong' })
  await first.send({ CallbackCommand: 'Room.New' }, { token })
  await first.send(packet('Group.CallbackBeforeSendMsg'), { token })
  const { headers, json } = await first.get('api/export')
  t.match(headers['content-disposition'], /^attachment; filename="room-callbacks-[\dT-]+\.json"$/)
  t.equal(json.version, 1)
  t.equal(json.callbacks.length, 4, 'what was not read cannot be exported')
  t.match(json.callbacks, [
    {
      id: 1,
      command,
      receivedAs: command,
      sdkAppId,
      receivedAt: /^\d{4}-.*Z$/,
      query: /Sign=%5Bredacted%5D/,
      raw: JSON.stringify(packet(command, { RoomId: 'r1' })),
      status: 200,
      outcome: 'handled',
      answer: /"ActionStatus":"OK"/,
    },
    { rawBase64: '/w==', status: 400, outcome: 'invalid-json' },
    { command: 'Room.New', outcome: 'unknown-command' },
    { outcome: 'unhandled' },
  ])

  const second = await inspected(t)
  t.match(await second.post('api/import', json), { status: 200, json: { imported: 4 } })
  const again = (await second.get('api/export')).json
  t.strictSame(strip(again), strip(json))
  t.match((await second.get('api/overview')).json.callbacks, [
    { source: 'import', phase: 'before' },
    { command: 'Room.New' },
    { source: 'import', bytes: 1 },
    { source: 'import', room: 'r1', phase: 'after' },
  ])
  t.match((await second.post('api/replay', { id: 1 })).json, { outcome: 'unhandled' }, 'and can be replayed')
})

/** All but the numbers, which every history gives anew. */
const strip = ({ callbacks }: { callbacks: { id: number }[] }) => callbacks.map(({ id: _id, ...rest }) => rest)

t.test('a file that is none of ours is refused whole', async (t) => {
  const { post, get } = await inspected(t)
  const good = {
    id: 1,
    command,
    receivedAs: command,
    sdkAppId: null,
    receivedAt: '2026-01-01T00:00:00.000Z',
    query: 'Sign=abc&SdkAppid=%zz&lonely&=1',
    raw: '[]',
    status: 'x',
    outcome: 'handled',
    answer: '',
  }
  const file = (callback: unknown) => ({ version: 1, callbacks: [good, callback] })
  const cases: [unknown, RegExp][] = [
    [[], /The file: expected an object/],
    [{ version: 2, callbacks: [] }, /version: expected 1/],
    [{ version: 1, callbacks: {} }, /callbacks: expected a list/],
    [file(null), /callbacks\[1\]: expected an object/],
    [file([]), /callbacks\[1\]: expected an object/],
    [file({ ...good, receivedAs: 5 }), /receivedAs: expected a text/],
    [file({ ...good, receivedAs: 'x'.repeat(2000) }), /receivedAs: expected a text of at most 1000/],
    [file({ ...good, receivedAt: 'yesterday' }), /receivedAt: expected a time/],
    [file({ ...good, raw: {} }), /raw: expected a text/],
    [file({ ...good, rawBase64: 5 }), /rawBase64: expected a text/],
    [file({ ...good, outcome: 'constructor' }), /outcome: it is none/],
    [file({ ...good, sdkAppId: {} }), /sdkAppId: expected a text/],
    [file({ ...good, query: undefined }), /query: expected a text/],
    [file({ ...good, answer: null }), /answer: expected a text/],
  ]
  for (const [value, message] of cases) {
    const { status, json } = await post('api/import', value)
    t.equal(status, 400, String(message))
    t.match(json.error, { code: 'invalid-request', message })
  }
  t.equal((await get('api/overview')).json.totals.seen, 0, 'nothing of them is kept')

  const lone = { ...good, query: '\ud800', receivedAs: '\ud800' }
  const hostile = { ...good, raw: '{"RoomId":{"toString":1},"__proto__":{"polluted":1}}', receivedAs: '__proto__' }
  t.equal((await post('api/import', JSON.stringify({ version: 1, callbacks: [good, hostile, lone] }))).status, 200)
  t.equal(({} as { polluted?: number }).polluted, undefined)
  const { json } = await get('api/callbacks/1')
  t.match(json.summary, { status: 0, room: undefined, command })
  t.same(json.query, [
    { name: 'Sign', value: '[redacted]' },
    { name: 'SdkAppid', value: '%zz' },
    { name: 'lonely', value: '' },
    { name: '', value: '1' },
  ])
  t.match((await post('api/replay', { id: 1 })).json, { outcome: 'malformed-query' }, 'it belongs to no app')
  const exported = (await get('api/export')).json.callbacks
  t.match(exported.slice(0, 3), [
    { sdkAppId: null, receivedAs: command },
    { receivedAs: '__proto__' },
    { query: /%EF%BF%BD=/ },
  ])
})
