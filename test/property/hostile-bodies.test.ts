import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import type { Outcome } from '@room-callbacks/core'
import { sampleText } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { check } from './check.ts'
import { WatchedReceiver } from './watched-receiver.ts'

const receiver = new WatchedReceiver({ bodyLimit: 4_000_000 })
const command = 'Room.CallbackAfterCreateRoom'
const sample = sampleText(command)
const wellFormed: readonly Outcome[] = ['handled', 'invalid-packet', 'command-mismatch']

/** The sample with one more field, written as given. */
const withField = (text: string): string => sample.replace('{', `{"Tomorrow":${text},`)

t.test('nesting of any depth is handled, and refused where it holds a __proto__ key', async (t) => {
  const level = fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{"constructor":', '}'], ['[1,[2],{"b":', '}]'])
  await check(
    t,
    fc.asyncProperty(level, fc.integer({ min: 1, max: 10_000 }), fc.boolean(), async (level, depth, hostile) => {
      const [opening = '', closing = ''] = level
      const innermost = hostile ? '{"__proto__":1}' : '9007199254740993'
      const nested = opening.repeat(depth) + innermost + closing.repeat(depth)
      await receiver.deliver({ command, body: withField(nested) }, [hostile ? 'invalid-json' : 'handled'])
      if (!hostile) assert.equal(innermostOf(receiver.seen.events[0]), '9007199254740993')
    }),
    300,
  )
})

t.test('numbers of a million digits are handled', async (t) => {
  const number = fc.record({
    sign: fc.constantFrom('', '-'),
    length: fc.integer({ min: 1, max: 1_000_000 }),
    tail: fc.constantFrom('', '.5', 'e5', 'e-999999', 'E+1'),
  })
  await check(
    t,
    fc.asyncProperty(number, async ({ sign, length, tail }) => {
      const text = `${sign}${'7'.repeat(length)}`
      const event = await receiver.event({ command, body: withField(text + tail) })
      const parsed = Number(text + tail)
      const digits = { '': text, e5: `${text}00000`, 'E+1': `${text}0` }[tail as '']
      assert.equal(event['Tomorrow'], Number.isSafeInteger(parsed) ? parsed : (digits ?? parsed))
    }),
    60,
  )
})

t.test('what JSON.parse makes of odd strings and keys is what the handler sees', async (t) => {
  const odd = fc.constantFrom(
    '\\ud800',
    '\\udfff\\ud800',
    '\\u0000',
    '\\u005c',
    '\\ufeff',
    '\\u2028',
    '\u2028',
    '😀',
    'é',
  )
  const text = fc.array(fc.oneof(odd, fc.constantFrom('a', '1234567890123456789')), { maxLength: 5 })
  const member = fc.tuple(
    text.map((pieces) => pieces.join('')),
    fc.constantFrom('1', '"x"', '{}', 'null', '-0.0'),
  )
  await check(
    t,
    fc.asyncProperty(fc.array(member, { maxLength: 6 }), fc.boolean(), async (members, withMark) => {
      const body = withField(`{${members.map(([key, value]) => `"${key}":${value}`).join(',')}}`)
      const event = await receiver.event({ command, body: withMark ? `\ufeff${body}` : body })
      assert.deepEqual(event, JSON.parse(body))
    }),
  )
})

t.test('of duplicate keys the last one counts, also for the command', async (t) => {
  const word = fc.constantFrom(command, 'Room.CallbackAfterDestroyRoom', 'constructor')
  await check(
    t,
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 4 }), async (words) => {
      const named = words.map((name) => `"CallbackCommand":"${name}"`).join(',')
      const body = sample.replace(/"CallbackCommand":\s*"[^"]*"/, named)
      await receiver.deliver({ command, body }, [words.at(-1) === command ? 'handled' : 'command-mismatch'])
    }),
    500,
  )
})

t.test('one broken byte anywhere in a sample is refused unless it still is JSON in UTF-8', async (t) => {
  const whole = Buffer.from(sample)
  await check(
    t,
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (position, byte) => {
      const body = Buffer.from(whole)
      body[position] = byte
      const among = isUtf8(body) && isJson(body.toString()) ? wellFormed : (['invalid-json'] as const)
      await receiver.deliver({ command, body }, among)
    }),
    5000,
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The value at the end of a chain in which every object or list has its nested member last. */
function innermostOf(event: unknown): unknown {
  let value: unknown = (event as Record<string, unknown>)['Tomorrow']
  while (typeof value === 'object' && value !== null) value = Object.values(value).at(-1)
  return value
}
