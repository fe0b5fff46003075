import { deny } from '@room-callbacks/core'
import { explain, type Observation, observe, redact, replay } from '@room-callbacks/core/inspect'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, memoryInbox, packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed, settled } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const gift = 'Live.CallbackBeforeSendGift'
const sdkAppId = String(appId)
const token = 'tRtcWebhookToken01'
const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

t.test('replay runs the handlers, past what guards the network', async (t) => {
  const { callbacks } = observed({ token, addresses: ['192.0.2.1'] })
  const seen: unknown[] = []
  callbacks.on(command, ({ RoomId }, { attempt, clientIp, platform, command, receivedAs }) =>
    seen.push([RoomId, attempt, clientIp, platform, command, receivedAs]),
  )
  const raw = bytes(packet(command, { RoomId: 'r1' }))
  const { outcome } = await replay(callbacks, { sdkAppId, command, raw, clientIp: '192.0.2.1', platform: 'ios' })
  t.equal(outcome, 'handled')
  t.strictSame(seen, [['r1', 1, '192.0.2.1', 'iOS', command, command]])
})

t.test('replay takes nothing for a repetition', async (t) => {
  const { callbacks } = observed()
  const keys: string[] = []
  callbacks.on(command, (_event, { idempotencyKey }) => keys.push(idempotencyKey))
  await inject(callbacks, packet(command))
  await replay(callbacks, { sdkAppId, command, raw: bytes(packet(command)) })
  await replay(callbacks, { sdkAppId, command, raw: bytes(packet(command)) })
  t.equal(keys.length, 3)
  t.equal(new Set(keys).size, 1, 'but its idempotency key is the same')
  t.equal((await inject(callbacks, packet(command))).outcome, 'duplicate', 'and what was handled stays handled')
})

t.test('replay decides, and puts nothing into an inbox', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox, recordDecisions: true, delivery: false })
  callbacks.on(gift, () => deny(102101, 'Not enough coins')).on(command, () => {})
  t.match(await replay(callbacks, { sdkAppId, command: gift, raw: bytes(packet(gift)) }), { body: /102101/ })
  t.match(await replay(callbacks, { sdkAppId, command, raw: bytes(packet(command)) }), { outcome: 'handled' })
  t.match(await inbox.stats(), { waiting: 0, recorded: 0, dead: 0 })
  await inbox.close()
})

t.test('there is no request in a replay, and it says so', async (t) => {
  const { callbacks, errors } = observed()
  callbacks.on(command, (_event, { host }) => host)
  t.equal((await replay(callbacks, { sdkAppId, command, raw: bytes(packet(command)) })).outcome, 'handler-failed')
  await settled()
  t.match(errors, [{ code: 'handler-failed', cause: { code: 'request-gone' } }])
})

t.test('what cannot be replayed is refused with its reason', async (t) => {
  const { callbacks } = observed()
  const raw = bytes(packet(command))
  t.equal((await replay(callbacks, { sdkAppId: '5', command, raw })).outcome, 'unknown-app')
  t.equal(
    (await replay(callbacks, { sdkAppId, command: 'Room.CallbackAfterDestroyRoom', raw })).outcome,
    'command-mismatch',
  )
  t.equal((await replay(callbacks, { sdkAppId, command, raw: bytes('{}') })).outcome, 'invalid-packet')
  t.equal((await replay(callbacks, { sdkAppId, command: 'Room.New', raw: bytes('{}') })).outcome, 'unknown-command')
  await callbacks.close()
  t.equal((await replay(callbacks, { sdkAppId, command, raw })).outcome, 'closing')
})

t.test('an observer knows a replay, and where it comes from', async (t) => {
  const callbacks = roomCallbacks(appId, { token })
  const seen: Observation[] = []
  observe(callbacks, { answered: (observation) => seen.push(observation) })
  const origin = { entry: 5 }
  await replay(callbacks, { sdkAppId, command, raw: bytes(packet(command)), origin })
  t.match(seen, [{ isReplay: true, signature: 'unchecked', remoteAddress: undefined, headers: {} }])
  t.equal(seen[0]?.origin, origin)
})

t.test('explain shows the event and every drift', async (t) => {
  const callbacks = roomCallbacks(appId)
  const raw = bytes(
    '{"RoomId":"r","SeatList":[{"Index":1,"Member_Account":144115233775727695}],"EventTime":"5","New":1}',
  )
  t.strictSame(explain(callbacks, { command: 'Mic.CallbackAfterSeatInfoChanged', raw }), {
    event: {
      RoomId: 'r',
      SeatList: [{ Index: 1, Member_Account: '144115233775727695' }],
      EventTime: 5,
      New: 1,
      CallbackCommand: 'Mic.CallbackAfterSeatInfoChanged',
    },
    drifts: [
      { kind: 'converted-field', path: 'EventTime', detail: 'string to number' },
      { kind: 'unknown-field', path: 'New' },
    ],
    refusal: undefined,
  })
  const { drifts } = explain(callbacks, { command: 'Mic.CallbackAfterSeatInfoChanged', raw, isReparsed: true })
  t.match(drifts[1], { kind: 'digits-lost' })
})

t.test('explain tells why a packet is refused, as far as it got', async (t) => {
  const callbacks = roomCallbacks(appId)
  t.match(explain(callbacks, { command, raw: bytes('{') }), { event: undefined, refusal: { code: 'invalid-json' } })
  t.match(explain(callbacks, { command, raw: Buffer.from([0xff]) }), { refusal: { code: 'invalid-json' } })
  t.match(explain(callbacks, { command, raw: bytes('{"RoomId":"r"}') }), {
    event: { RoomId: 'r' },
    refusal: { code: 'invalid-packet' },
  })
  t.match(explain(callbacks, { command: 'Room.New', raw: bytes('{"a":1}') }), { event: { a: 1 }, refusal: undefined })
  t.strictSame(
    explain(callbacks, { command, raw: bytes(sampleText(command)) }).drifts,
    [],
    'a documented packet has no drift',
  )
})

t.test('redact takes the tokens of every app out', async (t) => {
  const tokens = { 1: [token, 'anotherToken0002'], 2: 'short', 3: 'thirdToken000003' }
  const callbacks = roomCallbacks([1, 2, 3], { token: tokens })
  t.equal(redact(callbacks, `a ${token} b ${token} c`), 'a [token] b [token] c')
  t.equal(redact(callbacks, 'anotherToken0002 thirdToken000003'), '[token] [token]')
  t.equal(redact(callbacks, 'a short one, too'), 'a [token] one, too')
  t.equal(redact(callbacks, encodeURIComponent(JSON.stringify(`"${token}`))), '%22%5C%22[token]%22')
  t.equal(redact(roomCallbacks(appId), token), token, 'without a token there is nothing to take out')
})

t.test('what is no receiver is refused in words', async (t) => {
  t.throws(() => observe(() => {}, { answered() {} }), { code: 'invalid-option', message: /roomCallbacks\(\).*npm ls/ })
  await t.rejects(replay({}, { sdkAppId, command, raw: bytes('{}') }), { code: 'invalid-option' })
})
