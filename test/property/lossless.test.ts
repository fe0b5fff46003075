import assert from 'node:assert/strict'
import fc, { type Arbitrary } from 'fast-check'
import t from 'tap'
import { check } from './check.ts'
import { arbitrarySample } from './documented-packets.ts'
import { type Json, objectsOf, type Path, withValueAt } from './places.ts'
import { WatchedReceiver } from './watched-receiver.ts'

const receiver = new WatchedReceiver()

/** A piece of JSON, and what a handler must find for it. */
interface Written {
  readonly text: string
  readonly value: Json
}

const digits = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      fc.bigInt({ min: 0n, max: 10n ** 40n - 1n }),
      fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
      fc.bigInt({ min: 10n ** 14n, max: 10n ** 17n }),
    ),
  )
  .map(([sign, magnitude]) => `${sign}${magnitude}`)

const integer: Arbitrary<Written> = digits.map((text) => ({
  text,
  value: Number.isSafeInteger(Number(text)) ? Number(text) : text,
}))
const otherNumber = fc
  .tuple(
    digits,
    fc.oneof(
      fc.constantFrom('.5', '.0', '.12345678901234567890', 'e2', 'E+3', 'e-40', '.25e1', '.00000000000000001E1', 'e-1'),
      fc
        .tuple(
          fc.option(fc.stringMatching(/^[0-9]{1,20}$/), { nil: '' }),
          fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.nat(250)), { nil: [] }),
        )
        .map(([fraction, exponent]) => `${fraction === '' ? '' : `.${fraction}`}${exponent.join('')}`),
    ),
  )
  .map(([whole, tail]): Written => ({ text: whole + tail, value: modelOf(whole + tail) }))

/** What a handler must find: by arithmetic with whole numbers, and not by looking at the text. */
function modelOf(text: string): Json {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const power = Number(exponent) - fraction.length
  const numerator = BigInt(whole + fraction) * 10n ** BigInt(Math.max(power, 0))
  const denominator = 10n ** BigInt(Math.max(-power, 0))
  const number = Number(text)
  if (numerator % denominator !== 0n || Number.isSafeInteger(number)) return number
  return `${sign}${numerator / denominator}`
}
const texts: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  digits,
  digits.map((text) => `"${text}\\`),
)
const scalar = fc
  .oneof(texts, fc.boolean(), fc.constant(null))
  .map((value): Written => ({ text: JSON.stringify(value), value }))

const written = fc.letrec<{ any: Written }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    integer,
    otherNumber,
    scalar,
    fc.array(tie('any'), { maxLength: 4 }).map(listOf),
    fc.dictionary(texts, tie('any'), { maxKeys: 4 }).map(objectOf),
  ),
})).any

t.test(
  'every integer in an unknown field keeps its digits, and everything else is what JSON.parse makes of it',
  async (t) => {
    await check(
      t,
      fc.asyncProperty(
        arbitrarySample,
        fc.nat(),
        written,
        async ({ command, text, packet }, pick, { text: piece, value }) => {
          const sample = await receiver.event({ command: command.name, body: text })
          const objects = objectsOf(packet)
          const place: Path = [...(objects[pick % objects.length] as Path), 'Tomorrow']
          const marked = JSON.stringify(withValueAt(packet, place, '@place@'))
          const event = await receiver.event({ command: command.name, body: marked.replace('"@place@"', () => piece) })
          assert.deepEqual(event, withValueAt(sample as Json, place, value))
        },
      ),
      10_000,
    )
  },
)

t.test('an account id keeps its digits however it is written', async (t) => {
  await check(
    t,
    fc.asyncProperty(
      digits.filter((text) => text !== '-0'),
      fc.boolean(),
      async (text, quoted) => {
        const packet = { RoomId: 'r', SeatList: [{ Index: 0, Member_Account: '@place@' }], EventTime: 1 }
        const body = JSON.stringify(packet).replace('"@place@"', quoted ? `"${text}"` : text)
        const event = await receiver.event({ command: 'Mic.CallbackAfterSeatInfoChanged', body })
        assert.deepEqual(event['SeatList'], [{ Index: 0, Member_Account: text }])
      },
    ),
    5000,
  )
})

function listOf(items: readonly Written[]): Written {
  return { text: `[${items.map(({ text }) => text).join(' , ')}]`, value: items.map(({ value }) => value) }
}

function objectOf(members: Readonly<Record<string, Written>>): Written {
  const entries = Object.entries(members)
  return {
    text: `{${entries.map(([key, { text }]) => `${JSON.stringify(key)}\t:\n${text}`).join(',')}}`,
    value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
  }
}
