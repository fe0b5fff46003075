import { redactor } from '@room-callbacks/core'
import fc from 'fast-check'
import t from 'tap'

const secret = 'tRtc"Webhook/Token+01 é'
// No letter of it stands in a secret below.
const label = '█'
const redact = redactor([secret], { label })

const percentEverywhere = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const unicodeEverywhere = (text: string): string =>
  Array.from(text)
    .map((letter) => [...Array(letter.length).keys()].map((at) => `\\u${hex(letter.charCodeAt(at), 4)}`).join(''))
    .join('')
const hex = (code: number, length: number): string => code.toString(16).toUpperCase().padStart(length, '0')
const entities =
  (format: (code: number) => string) =>
  (text: string): string =>
    Array.from(text, (letter) => format(letter.codePointAt(0) as number)).join('')
const html = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[letter] as string,
  )

/** Escapes that take themselves off again, so that any of them may stand around any other. */
const escapes = {
  uri: encodeURIComponent,
  form: (text: string) => new URLSearchParams({ a: text }).toString().slice(2),
  percent: percentEverywhere,
  upperPercent: (text: string) => percentEverywhere(text).toUpperCase(),
  json: (text: string) => JSON.stringify(text).slice(1, -1),
  unicode: unicodeEverywhere,
  slashes: (text: string) => text.replaceAll('\\', '\\\\').replaceAll('/', '\\/'),
  html,
  decimal: entities((code) => `&#${code};`),
  hexadecimal: entities((code) => `&#x${hex(code, 2)};`),
} as const

t.test('a secret is found in any spelling', async (t) => {
  for (const [name, write] of Object.entries(escapes)) {
    t.equal(redact(`a ${write(secret)} b`), `a ${label} b`, name)
    for (const [other, around] of Object.entries(escapes)) {
      t.equal(redact(`[${around(write(secret))}]`), `[${label}]`, `${name} in ${other}`)
    }
  }
  for (const before of ['', 'a', 'ab']) {
    const bytes = Buffer.from(`${before}${secret}!`)
    const spelt = [
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
    ]
    for (const text of [...spelt, spelt[0]?.replaceAll('+', '*').replaceAll('/', '-')]) {
      t.match(redact(`<${text}>`), /^<.{0,4}█.{0,6}>$/, String(text))
    }
  }
})

t.test('secrets of any length are found, and no other text is touched', async (t) => {
  t.equal(redactor(['a', 'bc', 'xq7-Zk2'])('ca bcd xq7-Zk2 xq7'), 'c[redacted] [redacted]d [redacted] xq7')
  for (const text of [
    '',
    'nothing',
    '100 % \\',
    '%',
    '%4',
    '%zz',
    '%c3',
    '%c3%28',
    '\\u12',
    '&#x110000; &none; &#;',
    '\ud800',
  ]) {
    t.equal(redact(text), text, JSON.stringify(text))
  }
  t.equal(redactor(['', undefined])('nothing is known'), 'nothing is known')
  t.equal(redactor(['one', 'onetwo', 'two'])('onetwothree'), '[redacted]three', 'what overlaps is one')
  t.equal(redactor(['b', 'a'])('a%62'), '[redacted]')
  t.equal(redactor(['b', 'x'])('xx%62'), '[redacted]')
})

t.test('a secret of few bytes is found where a word is its base64 or its digits', async (t) => {
  const short = redactor(['ab'], { label })
  for (const text of ['user:ab', 'ab', 'xab', 'xxab!']) {
    t.equal(short(`Basic ${Buffer.from(text).toString('base64')}, then`), `Basic ${label}, then`, text)
    t.equal(short(`(${Buffer.from(text).toString('hex')})`), `(${label})`, text)
  }
  t.equal(short(encodeURIComponent(Buffer.from('x"ab').toString('base64'))), label)
  t.equal(short('no word of this text is YWM= or 6163'), 'no word of this text is YWM= or 6163')
})

t.test('what is left of a secret at the end of a text is taken out, too', async (t) => {
  for (let length = 4; length < secret.length; length++) t.equal(redact(`at ${secret.slice(0, length)}`), `at ${label}`)
  t.equal(redact('at tRt'), 'at tRt', 'three characters may be anything')
  t.equal(redact('at tRtc and on'), 'at tRtc and on')
  t.equal(redact(`at ${escapes.percent(secret).slice(0, 40)}`), `at ${label}`)
})

t.test('in part, a secret is found in pieces and in any case', async (t) => {
  const token = 'the-token-of-<live>'
  const strict = redactor([token, 'short'], { label, part: 8 })
  t.equal(strict('see THE-TOKEN-OF'), `see ${label}`)
  t.equal(strict('ken-of-&lt;live'), label)
  t.equal(strict('ken-of-'), 'ken-of-')
  t.equal(strict('a Short one'), `a ${label} one`)
  t.equal(strict(`x${Buffer.from(token).toString('base64').slice(4, 14)}y`), `x${label}y`)
})

t.test('no secret survives in any surroundings', (t) => {
  const layers = fc.array(fc.constantFrom(...Object.keys(escapes)), { maxLength: 3 }) as fc.Arbitrary<
    (keyof typeof escapes)[]
  >
  const anySecret = fc.string({
    unit: fc.constantFrom(...Array.from('abcXYZ0189-_~!"\'&<>%\\/+é漢😀')),
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(anySecret, layers, fc.string(), fc.string(), (secret, layers, before, after) => {
      const spelt = layers.reduce((text, name) => escapes[name](text), secret)
      const left = redactor([secret], { label })(`${before} ${spelt} ${after}`)
      return left.includes(label) && !left.includes(spelt) && !left.includes(secret)
    }),
    { numRuns: 2000 },
  )
  t.end()
})

t.test('redaction takes time in proportion to the text, for any text', async (t) => {
  const token = 'aaaaaaaaaaaaaaab'
  const redactA = redactor([token], { part: 8 })
  const pieces = ['\\', '%25', '&amp;', 'a', 'aaaaaaaaaaaaaaa ', '%', '&', '%e0']
  for (const piece of pieces) t.type(redactA(piece.repeat(200_000)), 'string', piece)
})
