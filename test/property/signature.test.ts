import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type Outcome, tokenMistake } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import fc from 'fast-check'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { check } from './check.ts'
import { expectCoded } from './expect-coded.ts'
import { appId } from './watched-receiver.ts'

const token = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 128 })
  .filter((text) => tokenMistake(text) === undefined)
const time = fc.integer({ min: 0, max: 999_999_999_999 })
const character = fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9 a b c d e f g - + . ٣'.split(' '), ' ')

interface Signed {
  readonly tokens: readonly string[]
  readonly sign: string
  readonly requestTime: string
  readonly now: number
  readonly window?: number
}

async function outcomeOf({ tokens, sign, requestTime, now, window = 60 }: Signed): Promise<Outcome> {
  const callbacks = roomCallbacks(appId, {
    token: tokens,
    clock: () => now * 1000,
    signatureWindow: window,
    deadline: patience,
  })
  const fields = { SdkAppid: appId, CallbackCommand: 'Room.Tomorrow', Sign: sign, RequestTime: requestTime }
  const reply = await callbacks.receive({
    method: 'POST',
    query: new URLSearchParams(fields).toString(),
    headers: {},
    body: { kind: 'text', text: '{}' },
    remoteAddress: undefined,
    host: undefined as never,
  })
  return expectCoded(reply).outcome
}

/** The documented formula, written once more. */
const signed = (token: string, requestTime: string) =>
  createHash('sha256')
    .update(Buffer.from(token + requestTime))
    .digest('hex')

t.test('every token verifies at every time, among any other tokens, in either case', async (t) => {
  const others = fc.array(token, { maxLength: 3 })
  await check(
    t,
    fc.asyncProperty(token, time, others, others, fc.boolean(), async (token, now, before, after, upper) => {
      const requestTime = String(now)
      const sign = signed(token, requestTime)
      const tokens = [...before, token, ...after]
      const written = upper ? sign.toUpperCase() : sign
      assert.equal(await outcomeOf({ tokens, sign: written, requestTime, now }), 'unknown-command')
    }),
  )
})

t.test('no change of a character verifies', async (t) => {
  const change = fc.record({
    of: fc.constantFrom('sign', 'requestTime', 'token'),
    at: fc.nat(),
    by: character,
    kind: fc.constantFrom('replace', 'insert', 'remove'),
  })
  await check(
    t,
    fc.asyncProperty(token, time, change, async (token, now, { of, at, by, kind }) => {
      const parts = { token, requestTime: String(now), sign: signed(token, String(now)) }
      const part = parts[of]
      const position = at % part.length
      const tail = part.slice(kind === 'insert' ? position : position + 1)
      const changed = part.slice(0, position) + (kind === 'remove' ? '' : by) + tail
      fc.pre(
        changed !== part &&
          (of !== 'token' || tokenMistake(changed) === undefined) &&
          changed !== '' &&
          changed.length <= 128,
      )
      const { token: given, ...query } = { ...parts, [of]: changed }
      assert.equal(await outcomeOf({ tokens: [given], ...query, now }), 'bad-signature')
    }),
    5000,
  )
})

t.test('a signature is stale outside of the window, on both sides, and nowhere else', async (t) => {
  const window = fc.integer({ min: 1, max: 600 })
  await check(
    t,
    fc.asyncProperty(
      token,
      time,
      window,
      fc.integer({ min: -700, max: 700 }),
      async (token, signedAt, window, late) => {
        const requestTime = String(signedAt)
        const outcome = await outcomeOf({
          tokens: [token],
          sign: signed(token, requestTime),
          requestTime,
          now: signedAt + late,
          window,
        })
        assert.equal(outcome, Math.abs(late) > window ? 'expired-signature' : 'unknown-command')
      },
    ),
  )
})
