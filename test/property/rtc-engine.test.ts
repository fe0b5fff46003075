import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { outcomes } from '@room-callbacks/core'
import { type Options, roomCallbacks } from '@room-callbacks/node'
import { packet } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { arbitraryObject } from './arbitrary-json.ts'
import { check } from './check.ts'
import { appId } from './watched-receiver.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const key = fc.string({ unit: fc.constantFrom(...letters.split('')), minLength: 1, maxLength: 32 })

/** The documented formula, written once more. */
const signed = (key: string, body: Uint8Array): string => createHmac('sha256', key).update(body).digest('base64')

/** A receiver, and how often its handlers ran. */
function receiver(options: Options) {
  let runs = 0
  const count = (): void => {
    runs++
  }
  const callbacks = roomCallbacks(appId, { deadline: patience, engineDeadline: patience, ...options })
    .on('*', count)
    .on('unknown', count)
    .on('rejected', () => {})
  const outcomeOf = async (sign: string, body: Uint8Array) => {
    const headers = { sdkappid: String(appId), sign }
    const request = { method: 'POST', query: '', headers, remoteAddress: undefined, host: undefined as never }
    const reply = await callbacks.receive({ ...request, body: { kind: 'bytes', bytes: body } })
    assert.ok(reply)
    const { outcome, status } = reply
    assert.equal(status, outcomes[outcome])
    assert.deepEqual(JSON.parse(reply.body), status === 200 ? { code: 0 } : { code: 1, message: outcome })
    return outcome
  }
  return { outcomeOf, runs: () => runs }
}

t.test('any bytes that are signed are read, among any other keys, and reach a handler only as an event', async (t) => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    arbitraryObject.map((text) => Buffer.from(text)),
  )
  const others = fc.array(key, { maxLength: 3 })
  await check(
    t,
    fc.asyncProperty(key, others, others, body, async (key, before, after, body) => {
      const { outcomeOf, runs } = receiver({ key: [...before, key, ...after] })
      const outcome = await outcomeOf(signed(key, body), body)
      assert.ok(['unknown-command', 'invalid-json', 'invalid-packet'].includes(outcome), outcome)
      assert.equal(runs(), outcome === 'unknown-command' ? 1 : 0)
    }),
  )
})

t.test('no flipped bit of a body, a signature or a key verifies', async (t) => {
  const event = Buffer.from(JSON.stringify(packet('RtcEngine.EVENT_TYPE_ENTER_ROOM')))
  await check(
    t,
    fc.asyncProperty(key, fc.constantFrom('body', 'sign', 'raw'), fc.nat(), async (key, of, bit) => {
      const { outcomeOf, runs } = receiver({ key })
      const sign = signed(key, event)
      const flip = (bytes: Uint8Array): Buffer => {
        const flipped = Buffer.from(bytes)
        const place = bit % (flipped.length * 8)
        flipped[place >> 3] = (flipped[place >> 3] as number) ^ (1 << (place & 7))
        return flipped
      }
      const body = of === 'body' ? flip(event) : event
      const given =
        of === 'sign'
          ? flip(Buffer.from(sign)).toString('latin1')
          : of === 'raw'
            ? flip(Buffer.from(sign, 'base64')).toString('base64')
            : sign
      assert.equal(await outcomeOf(given, body), 'bad-signature')
      assert.equal(runs(), 0)
    }),
    3000,
  )
})

t.test('a delivery that differs in its time of sending and in white space is the same, and no other is', async (t) => {
  const info = fc.record({
    RoomId: fc.constantFrom<unknown>(1, '1', 2),
    UserId: fc.constantFrom('a', '{"CallbackTs":1,'),
  })
  const sending = fc.record({ CallbackTs: fc.nat() }, { requiredKeys: [] })
  const space = fc.constantFrom(undefined, '\t', 2)
  const delivery = fc.tuple(info, sending, space)
  await check(
    t,
    fc.asyncProperty(delivery, delivery, async ([first, sent, gap], [second, sentAgain, otherGap]) => {
      const { outcomeOf } = receiver({ key: false })
      const bytes = (EventInfo: object, times: object, gap: string | number | undefined): Buffer =>
        Buffer.from(JSON.stringify({ EventGroupId: 1, EventType: 101, ...times, EventInfo }, null, gap))
      assert.equal(await outcomeOf('', bytes(first, sent, gap)), 'handled')
      const isSame =
        JSON.stringify(first) === JSON.stringify(second) && 'CallbackTs' in sent === 'CallbackTs' in sentAgain
      assert.equal(await outcomeOf('', bytes(second, sentAgain, otherGap)), isSame ? 'duplicate' : 'handled')
    }),
  )
})

t.test('a body of any depth is identified without recursion', async (t) => {
  const { outcomeOf } = receiver({ key: false })
  const deep = Buffer.from(`{"EventType":1502,"EventInfo":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
  t.equal(await outcomeOf('', deep), 'unknown-command')
  const event = `{"EventGroupId":1,"EventType":102,"CallbackTs":1,"EventInfo":{"RoomId":"r","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`
  t.equal(await outcomeOf('', Buffer.from(event)), 'handled')
  t.equal(await outcomeOf('', Buffer.from(event.replace('1,"EventInfo', '2,"EventInfo'))), 'duplicate')
})
