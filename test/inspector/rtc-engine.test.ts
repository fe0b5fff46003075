import { bodySignatureOf } from '@room-callbacks/core'
import { engineHeaders, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { askAsStranger } from './ask.ts'
import { appId, type Inspected, inspected } from './inspected.ts'

const key = 'exampleKey01'
const enter = 'RtcEngine.EVENT_TYPE_ENTER_ROOM'

const sendEvent = ({ origin }: Inspected, body: string, given = key) =>
  askAsStranger(`${origin}/callback`, {
    method: 'POST',
    headers: {
      ...engineHeaders({ sdkAppId: appId, key: given, body }),
      'content-length': String(Buffer.byteLength(body)),
    },
    body,
  })

t.test(
  'an event is shown as it was sent, and its signature is not, also where the error of a handler repeats it',
  async (t) => {
    const body = JSON.stringify(packet(enter), null, '\t')
    const sign = bodySignatureOf(key, body)
    const world = await inspected(t, {}, { key }, (callbacks) => {
      callbacks.on(enter, (_event, { host }) => {
        throw new Error(`It was ${String(host.request.headers['sign'])}`)
      })
    })
    t.equal((await sendEvent(world, body)).status, 500)
    const { json, text } = await world.get('api/callbacks/1')
    t.match(json, {
      summary: { command: enter, room: '12345', outcome: 'handler-failed', phase: 'after' },
      receivedAs: 'RtcEngine.103',
      sdkAppId: '1400000000',
      signature: 'valid',
      raw: body,
      answer: '{"code":1,"message":"handler-failed"}',
      query: [],
      description: 'A user entered a room.',
    })
    t.match(json.headers.at(-1), { name: 'sdkappid', value: '1400000000' })
    t.match(
      json.curl,
      /-H 'SdkAppId: 1400000000' -H "Sign: \$\(.* openssl dgst -sha256 -hmac "\$CALLBACK_KEY" -binary \| base64\)"/s,
    )
    t.match(text, /It was \[/)
    t.notOk(text.includes(sign), 'no signature')
    t.notOk(text.includes(key), 'no key')

    t.equal((await sendEvent(world, body, 'wrong')).status, 401)
    const { json: forged } = await world.get('api/callbacks/2')
    const bytes = Buffer.from([0xff])
    await askAsStranger(`${world.origin}/callback`, {
      method: 'POST',
      headers: { ...engineHeaders({ sdkAppId: appId, key, body: bytes }), 'content-length': '1' },
      body: bytes,
    } as never)
    const { json: binary } = await world.get('api/callbacks/3')
    t.match(binary, {
      signature: 'valid',
      curl: /; \{ printf %s '\/w==' \| base64 -d; printf %s "\$s"; \} \| curl .* "Sign: \$\(\{ printf %s '\/w=='/,
      curlNeeds: 'CALLBACK_KEY',
    })
    t.match(forged, { summary: { command: 'RtcEngine', outcome: 'bad-signature' }, signature: 'wrong' })
    await sendEvent(world, 'x'.repeat(300_000))
    t.match((await world.get('api/callbacks/4')).json, { signature: 'not-reached', summary: { outcome: 'too-large' } })
  },
)

t.test('who enters and leaves by events is in the rooms', async (t) => {
  const world = await inspected(t, {}, { key: false }, (callbacks) => callbacks.on('*', () => {}))
  const send = (command: Parameters<typeof packet>[0], info: object) =>
    sendEvent(world, JSON.stringify(packet(command, { EventInfo: info } as never)))
  await send(enter, { RoomId: 7, UserId: 'ann' })
  await send(enter, { RoomId: 7, UserId: 'bob' })
  await send('RtcEngine.EVENT_TYPE_EXIT_ROOM', { RoomId: '7', UserId: 'ann' })
  t.match((await world.get('api/rooms')).json, [{ roomId: '7', members: ['bob'] }])
  await send('RtcEngine.EVENT_TYPE_DISMISS_ROOM', { RoomId: '7' })
  await send('RtcEngine.EVENT_TYPE_VIDEO_SCREENSHOT', { roomID: '8' })
  const { json } = await world.get('api/callbacks/5')
  t.match(json, { summary: { room: '8' }, signature: 'unchecked', curl: /-H 'SdkAppId: 1400000000' --data-binary/ })
  t.match((await world.get('api/rooms')).json, { length: 0 })
})

t.test('what an inbox delivers is shown, and a sample can be sent', async (t) => {
  const inbox = memoryInbox()
  const world = await inspected(t, {}, { key, inbox }, (callbacks) => callbacks.on(enter, () => {}))
  await sendEvent(world, JSON.stringify(packet(enter)))
  await inbox.drain()
  t.match((await world.get('api/callbacks/1')).json, { deliveries: [{ attempt: 1, state: 'handled' }] })
  const key1 = 'of another process'
  await inbox.put({
    id: key1,
    idempotencyKey: key1,
    sdkAppId: String(appId),
    command: enter,
    receivedAs: 'RtcEngine.103',
    receivedAt: Date.now(),
    body: Buffer.from(JSON.stringify(packet(enter))),
  })
  await inbox.drain()
  t.match((await world.get('api/callbacks/2')).json, { summary: { source: 'inbox', room: '12345' }, query: [] })
  const { json } = await world.get('api/overview')
  const sample = json.samples.find(({ command }: { command: string }) => command === enter)
  t.match(sample, { product: 'rtc-engine' })
  const sent = await world.post('api/send', { sdkAppId: String(appId), command: enter, text: sample.text })
  t.match(sent.json, { outcome: 'handled', status: 200 })
  await world.callbacks.close()
})
