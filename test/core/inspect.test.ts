import { deny } from '@room-callbacks/core'
import { type Observation, type ObservedDelivery, observe, report } from '@room-callbacks/core/inspect'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, deferred, observed, settled } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const sdkAppId = String(appId)

/** What an observer of a receiver was told. */
function watch(callbacks: object) {
  const answered: Observation[] = []
  const changed: Observation[] = []
  const delivered: ObservedDelivery[] = []
  const stop = observe(callbacks, {
    answered: (observation) => answered.push(observation),
    changed: (observation) => changed.push(observation),
    delivered: (delivery) => delivered.push(delivery),
  })
  return { answered, changed, delivered, stop }
}

t.test('an observer is told of a callback once it is answered', async (t) => {
  const callbacks = roomCallbacks(appId, { clock: () => 5 }).on(command, async () => {})
  const { answered, stop } = watch(callbacks)
  await inject(callbacks, packet(command), { headers: { 'user-agent': 'tencent' } })
  const [seen] = answered
  t.match(seen, {
    method: 'POST',
    query: /CallbackCommand=Room\.CallbackAfterMemberEnter/,
    headers: { 'user-agent': 'tencent' },
    remoteAddress: '127.0.0.1',
    receivedAs: command,
    command,
    phase: 'after',
    sdkAppId,
    receivedAt: 5,
    signature: 'unchecked',
    reply: { outcome: 'handled', status: 200 },
    refusal: undefined,
    isReplay: false,
    origin: undefined,
    isReparsed: false,
    isHandling: false,
    errors: [],
    number: 1,
    isForInbox: false,
    idempotencyKey: /^1400000000:Room\.CallbackAfterMemberEnter:1670574414123:[\w-]{43}$/,
  })
  t.equal(Buffer.from(seen?.raw ?? []).toString(), JSON.stringify(packet(command)))
  t.ok((seen?.responseTimeMs as number) >= (seen?.handlerTimeMs as number))
  t.ok((seen?.handlerTimeMs as number) >= 0)
  stop()
  await inject(callbacks, packet(command, { RoomId: 'unseen' }))
  t.equal(answered.length, 1, 'and hears no more once it stopped')
})

t.test('what a handler throws is observed with its cause, and changes nothing', async (t) => {
  const { callbacks, errors } = observed()
  callbacks.on(command, () => {
    throw new Error('no such room')
  })
  const { answered } = watch(callbacks)
  t.equal((await inject(callbacks, packet(command))).outcome, 'handler-failed')
  t.match(answered[0]?.errors, [{ code: 'handler-failed', cause: { message: 'no such room' } }])
  t.match(errors, [{ code: 'handler-failed' }], 'the hook is told as ever')
})

t.test('a verdict is observed, and how long it took', async (t) => {
  const gift = 'Live.CallbackBeforeSendGift'
  const callbacks = roomCallbacks(appId)
    .on(gift, () => deny(102101))
    .on('*', () => {})
  const { answered } = watch(callbacks)
  await inject(callbacks, packet(gift))
  t.match(answered, [{ phase: 'before', reply: { body: /102101/ }, handlerTimeMs: Number }])
})

t.test('handlers that go on after the answer are observed to their end', async (t) => {
  const { promise, resolve, reject } = deferred()
  const { callbacks } = observed({ ack: 'received' })
  callbacks.on(command, () => promise)
  const { answered, changed } = watch(callbacks)
  await inject(callbacks, packet(command))
  t.match(answered, [{ reply: { outcome: 'accepted' }, isHandling: false, handlerTimeMs: undefined }])
  await settled()
  t.equal(answered[0]?.isHandling, true)
  t.strictSame(changed, [])
  reject(new Error('late'))
  resolve()
  await callbacks.close()
  t.equal(changed.length, 2, 'for its end, and for its error')
  t.equal(changed[0], answered[0])
  t.match(answered[0], { isHandling: false, handlerTimeMs: Number, errors: [{ code: 'handler-failed' }] })
})

t.test('a thenable that works for each then is asked once', async (t) => {
  let queries = 0
  const query = {
    // biome-ignore lint/suspicious/noThenProperty: query builders have one
    then(resolve: (value: undefined) => void) {
      queries++
      resolve(undefined)
    },
  }
  const callbacks = roomCallbacks(appId).on(command, () => query)
  watch(callbacks)
  t.equal((await inject(callbacks, packet(command))).outcome, 'handled')
  t.equal(queries, 1)
})

t.test('a refusal is observed with the step at which it was refused', async (t) => {
  const { callbacks } = observed({ token: 'tRtcWebhookToken01', clock: () => 1_669_872_112_000 })
  callbacks.on(command, () => {})
  const { answered } = watch(callbacks)
  const requestTime = 1_669_872_112
  const token = 'tRtcWebhookToken01'
  await inject(callbacks, packet(command), { token, requestTime })
  await inject(callbacks, packet(command), { token: 'guessed', requestTime })
  await inject(callbacks, packet(command), { token, requestTime: requestTime - 100 })
  await inject(callbacks, packet(command), { token, requestTime, sdkAppId: 5 })
  await inject(callbacks, '{', { token, requestTime, command })
  t.match(answered, [
    { signature: 'valid', refusal: undefined },
    { signature: 'wrong', refusal: { code: 'bad-signature' }, raw: undefined, command: undefined },
    { signature: 'expired', refusal: { code: 'expired-signature' } },
    { signature: 'not-reached', refusal: { code: 'unknown-app' } },
    { signature: 'valid', refusal: { code: 'invalid-json' }, raw: Buffer.from('{'), idempotencyKey: undefined },
  ])
})

t.test('a fault of the receiver itself is not reported as a refusal', async (t) => {
  const { callbacks } = observed({
    clock: () => {
      throw new Error('no time')
    },
  })
  const { answered } = watch(callbacks)
  await inject(callbacks, packet(command))
  t.match(answered, [{ reply: { outcome: 'internal' }, refusal: undefined, signature: 'not-reached' }])
})

t.test('an observer that throws changes no reply, and silences no other', async (t) => {
  const { callbacks, errors } = observed()
  callbacks.on(command, () => {})
  observe(callbacks, {
    answered() {
      throw new Error('of the observer')
    },
  })
  const { answered } = watch(callbacks)
  t.equal((await inject(callbacks, packet(command))).outcome, 'handled')
  t.equal(answered.length, 1)
  await settled()
  t.match(errors, [{ code: 'hook-failed', cause: { message: 'of the observer' } }])
})

t.test('a tool that fails tells the error hook', async (t) => {
  const { callbacks, errors } = observed()
  report(callbacks, 'the archive', new Error('disk full'))
  await callbacks.close()
  t.match(errors, [{ code: 'hook-failed', message: /It was the archive\./, cause: { message: 'disk full' } }])
})

t.test('stopping twice stops one observer', async (t) => {
  const { callbacks } = observed()
  const first = watch(callbacks)
  const second = watch(callbacks)
  first.stop()
  first.stop()
  await inject(callbacks, packet(command))
  t.equal(second.answered.length, 1)
  second.stop()
  second.stop()
  t.equal(first.answered.length, 0)
})

t.test('deliveries from an inbox are observed, attempt by attempt', async (t) => {
  const inbox = memoryInbox({ backoff: 1, attempts: 2 })
  const { callbacks } = observed({ inbox })
  callbacks.on(command, (_event, { attempt }) => {
    if (attempt === 1) throw new Error('at first')
  })
  const { answered, delivered } = watch(callbacks)
  await inject(callbacks, packet(command))
  await inbox.drain()
  t.match(answered, [{ reply: { outcome: 'accepted' }, isForInbox: true }])
  t.match(delivered, [
    { attempt: 1, result: { state: 'failed' }, errors: [{ cause: { message: 'at first' } }], startedAt: Number },
    { attempt: 2, result: { state: 'handled' }, errors: [], handlerTimeMs: Number, isHandling: false },
  ])
  t.equal(delivered[0]?.record.idempotencyKey, answered[0]?.idempotencyKey)
  await callbacks.close()
  await inbox.close()
})

t.test('a delivery of what cannot be handled is observed, too', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  callbacks.on('*', () => {})
  const { delivered } = watch(callbacks)
  await inject(callbacks, { CallbackCommand: 'Room.New' })
  const [dead] = await inbox.list('dead')
  await inbox.retry(dead?.record.id as string)
  await inbox.drain()
  t.match(delivered, [{ result: { state: 'refused', error: { code: 'unknown-command' } }, handlerTimeMs: undefined }])
  await callbacks.close()
  await inbox.close()
})

t.test('an observer that stops while a callback is in flight hears nothing of it', async (t) => {
  const { callbacks } = observed()
  const { answered, stop } = watch(callbacks)
  callbacks.on(command, stop)
  t.equal((await inject(callbacks, packet(command))).outcome, 'handled')
  t.strictSame(answered, [])
})
