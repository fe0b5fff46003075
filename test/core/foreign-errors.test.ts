import { inspect } from 'node:util'
import { copyForeign, printable, RoomCallbacksError } from '@room-callbacks/core'
import fc from 'fast-check'
import t from 'tap'

const secret = 'hunter2hunter2'
const everything = (value: unknown) => inspect(value, { depth: 20, showHidden: true, getters: true })

/** As ioredis throws it: the command with its arguments stands in the error, and in that which it wraps. */
function foreign(): Error {
  const command = { name: 'auth', args: [secret] }
  const inner = Object.assign(new Error('WRONGPASS invalid username-password pair'), { code: 'WRONGPASS', command })
  return Object.assign(new TypeError('It did not connect.', { cause: inner }), {
    code: 'ECONNREFUSED',
    input: `redis://:${secret}@host`,
    [Symbol('kept')]: secret,
    errors: [inner],
  })
}

t.test('what a library threw is passed on as a copy of its name, code, message, frames and causes', async (t) => {
  const thrown = foreign()
  const copy = copyForeign(thrown) as Error & { code: string; cause: Error & { code: string } }
  t.notMatch(everything(copy), secret)
  t.not(copy, thrown)
  t.ok(copy instanceof Error)
  t.strictSame(Object.keys(copy), ['code'])
  t.match([copy.name, copy.code, copy.message], ['TypeError', 'ECONNREFUSED', 'It did not connect.'])
  t.match([copy.cause.name, copy.cause.code], ['Error', 'WRONGPASS'])
  t.match(copy.cause.message, /^WRONGPASS/)
  t.equal(copy.stack?.split('\n')[0], 'TypeError: It did not connect.')
  t.match(copy.stack, /\n +at .*foreign-errors\.test\.ts:\d+:\d+/, 'where it happened is kept')
  t.notMatch(copy.stack, /foreign-copy/)
})

t.test('every error of this library crosses that border with its cause', async (t) => {
  for (const code of [
    'inbox-failed',
    'store-failed',
    'deduplication-failed',
    'internal',
    'invalid-definition',
  ] as const) {
    const error = new RoomCallbacksError(code, undefined, { cause: foreign() })
    t.notMatch(everything(error), secret, code)
    t.match(error.cause, { code: 'ECONNREFUSED', cause: { code: 'WRONGPASS' } })
    t.equal(copyForeign(error), error, 'and is passed on as it is')
    t.equal(new RoomCallbacksError('store-failed', undefined, { cause: error }).cause, error)
  }
})

t.test('what the handlers and hooks of the user threw is theirs, and stays as it is', async (t) => {
  for (const code of ['handler-failed', 'hook-failed'] as const) {
    const cause = foreign()
    t.equal(new RoomCallbacksError(code, undefined, { cause }).cause, cause)
  }
})

t.test('an error without a cause has none', async (t) => {
  t.notOk('cause' in new RoomCallbacksError('internal', undefined, { cause: undefined }))
  t.notOk('cause' in copyForeign(new Error('alone')))
})

t.test('secrets that are known are taken out of every text', async (t) => {
  const cause = Object.assign(new Error(`No access with ${secret}.`), { code: secret })
  const thrown = new Error(`It said ${secret}.`, { cause })
  const copy = copyForeign(thrown, (text) => text.replaceAll(secret, '[password]'))
  t.notMatch(everything(copy), secret)
  t.match(copy, {
    message: 'It said [password].',
    cause: { message: 'No access with [password].', code: '[password]' },
  })
})

t.test('several addresses that fail are told by the first of them', async (t) => {
  const inner = Object.assign(new Error('connect ECONNREFUSED ::1:6379'), { code: 'ECONNREFUSED' })
  const several = Object.assign(new AggregateError([inner]), { code: 'ECONNREFUSED' })
  t.match(copyForeign(several), { name: 'AggregateError', code: 'ECONNREFUSED', message: inner.message })
  t.equal(copyForeign(new AggregateError([])).message, '')
  const hostile = Proxy.revocable([], {})
  hostile.revoke()
  t.equal(copyForeign({ message: '', errors: hostile.proxy }).message, '')
})

t.test('a copy is bounded, and an error that is its own cause ends', async (t) => {
  const own: Error & { cause?: unknown } = new Error('x'.repeat(5000))
  own.cause = own
  own.name = 'N'.repeat(500)
  const text = everything(copyForeign(Object.assign(own, { code: 'c'.repeat(5000) })))
  t.ok(text.length < 30_000, `${text.length} characters`)
  const deep = Array.from({ length: 50 }).reduce<Error | undefined>((cause) => new Error('deep', { cause }), undefined)
  t.ok(everything(copyForeign(deep)).split('deep').length < 20)
})

t.test('a message that looks like frames or like lines of a log stays a message', async (t) => {
  const thrown = new Error(`first\n    at ${secret} (/app/x.js:1:1)\n2026-11-26 ERROR admin\u001b[2J`)
  const copy = copyForeign(thrown)
  t.equal(copy.message.includes('\n'), false)
  t.equal(copy.message.includes('\u001b'), false)
  t.notMatch(copy.stack?.split('\n').slice(1).join('\n'), secret)
  t.match(copyForeign({ message: 'm', stack: `m\nrest of a packet\n    at f (/a.js:1:2)\n    at ${secret}` }), {
    stack: 'Error: m\n    at f (/a.js:1:2)',
  })
})

t.test('for each thrown value the border throws nothing, and no line ends early', async (t) => {
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const trap = new Proxy(new Error('trap'), {
    get() {
      throw new Error('no')
    },
  })
  const known: [unknown, string][] = [
    [undefined, 'undefined'],
    [null, 'null'],
    ['text', 'text'],
    [Symbol('s'), 'Symbol(s)'],
    [5n, '5'],
    [() => secret, 'A function was thrown.'],
    [{ toString: () => secret }, 'An object was thrown that is no error.'],
    [revoked.proxy, 'An object was thrown that is no error.'],
    [trap, 'An object was thrown that is no error.'],
  ]
  for (const [thrown, message] of known) t.equal(copyForeign(thrown).message, message)
  t.match(copyForeign({ message: 'm', code: 5 }), { code: 5 })
  t.notOk('code' in copyForeign({ message: 'm', code: { secret } }))
  fc.assert(
    fc.property(fc.anything(), fc.string({ unit: 'binary' }), (thrown, text) => {
      const error = copyForeign(Object.assign(new Error(text), { thrown }))
      const inner = copyForeign(thrown)
      for (const { message, name } of [error, inner]) if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(message + name)) return false
      return true
    }),
  )
})

t.test('a message of this library is one line without control characters', async (t) => {
  const word = 'X.Y\u001b]0;pwned\u0007\u009b2J\r\n2026-11-26 ERROR\u2028\u202e'
  const { message, stack } = new RoomCallbacksError('unknown-name', `"${word}".`)
  t.notMatch(message, /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u)
  t.ok(stack?.split('\n')[0]?.endsWith(message))
  t.match(message, String.raw`"X.Y\u001b]0;pwned\u0007\u009b2J\u000d\u000a2026-11-26 ERROR\u2028\u202e".`)
})

t.test('a text is cut before it is escaped', async (t) => {
  t.equal(printable('\n\n\n', 2), String.raw`\u000a\u000a…`)
  t.equal(printable('ab', 2), 'ab')
  t.equal(printable('𝒳 한 ئ 👩‍🚀'), '𝒳 한 ئ 👩‍🚀', 'what people write stays as it is')
})
