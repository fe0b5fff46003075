import { type Options, optionTable, type SdkAppIds, tokenMistake } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { observed } from './receiver.ts'

const ids: readonly [unknown, RegExp][] = [
  [[], /No SDKAppID/],
  [0, /"0"/],
  [-1, /"-1"/],
  [1.5, /"1.5"/],
  [Number.NaN, /"NaN"/],
  ['', /""/],
  ['01', /"01"/],
  ['abc', /"abc"/],
  [[1400000000, 'x'], /"x"/],
]
for (const [id, message] of ids) {
  t.test(`SDKAppID ${JSON.stringify(id)} is refused`, async (t) => {
    t.throws(() => roomCallbacks(id as SdkAppIds), { code: 'invalid-option', message })
  })
}

const wrong: readonly [object, RegExp][] = [
  [{ tokens: 'a' }, /"tokens" is not an option\. Did you mean "token"\? Options: token, /],
  [{ Token: 'a' }, /"Token" is not an option\. Did you mean "token"\?/],
  [{ logger: 'a' }, /"logger" is not an option\. Options: token, /],
  [{ token: undefined }, /token: it is given, but undefined\. Is CALLBACK_TOKEN set\?/],
  [{ token: '' }, /token: it is empty\. Is CALLBACK_TOKEN set\?/],
  [{ token: 'x'.repeat(129) }, /token: expected/],
  [{ token: [] }, /token: it holds no token\. Give one, or leave the option out\./],
  [{ token: 5 }, /token: expected a string/],
  [{ token: ['a', ''] }, /token, number 2: it is empty/],
  [{ token: ['a', undefined] }, /token, number 2: it is given, but undefined\. Is CALLBACK_TOKEN set\?/],
  [{ token: new Array(1) }, /token, number 1: it is given, but undefined/],
  [{ token: {} }, /token: it holds no token/],
  [{ key: [] }, /key: it holds no key\. Give one, or leave the option out\./],
  [{ token: { 1400000000: '' } }, /token of app 1400000000: it is empty/],
  [
    { token: { 1400000000: undefined } },
    /token of app 1400000000: it is given, but undefined\. Is CALLBACK_TOKEN set\?/,
  ],
  [{ token: { 1400000000: ['a', 'b c'] } }, /token of app 1400000000, number 2: it holds .* U\+0020\. .* trim\(\) it/],
  [{ token: { 1400000001: 'a' } }, /none is given for app 1400000000/],
  [{ token: { 1400000000: 'a', 1400000001: 'b' } }, /app 1400000001 is not served here/],
  [{ signatureWindow: 0 }, /signatureWindow: expected number, at least 1\./],
  [{ signatureWindow: '60' }, /signatureWindow/],
  [{ addresses: [] }, /addresses/],
  [{ addresses: 'any' }, /addresses/],
  [{ addresses: ['1.2.3'] }, /"1.2.3" is neither an address nor a CIDR block/],
  [{ addresses: ['1.2.3.4/33'] }, /CIDR/],
  [{ addresses: ['1.2.3.4/'] }, /CIDR/],
  [{ addresses: ['1.2.3.4/-1'] }, /CIDR/],
  [{ addresses: ['1.2.3.4/8/8'] }, /CIDR/],
  [{ addresses: ['::1/129'] }, /CIDR/],
  [{ addresses: [''] }, /CIDR/],
  [{ bodyLimit: 0 }, /bodyLimit/],
  [{ bodyLimit: 1.5 }, /bodyLimit: expected a whole number\./],
  [{ deadline: -5 }, /deadline: expected number, at least 1\./],
  [{ deadline: 2 ** 31 }, /deadline: expected number, at most 60000\./],
  [{ ack: 'sent' }, /ack: expected 'handled' \| 'received'/],
  [{ fallback: 'block' }, /fallback/],
  [{ fallback: { 'Live.CallbackBeforeSendGift': 'block' } }, /fallback/],
  [{ fallback: { 'Room.CallbackAfterCreateRoom': 'deny' } }, /"Room.CallbackAfterCreateRoom" is not a Before command/],
  [{ fallback: { Gift: 'deny' } }, /"Gift" is not a Before command\. Did you mean "Live\.CallbackBeforeSendGift"\?/],
  [
    { fallback: { 'Live.CallbackAfterSendGift': 'deny' } },
    /Before command\. Did you mean "Live\.CallbackBeforeSendGift"\?/,
  ],
  [{ fallback: { 'Room.CallbackUpdateRoomInfo': 'deny' } }, /not a Before command/],
  [{ concurrency: 0 }, /concurrency/],
  [{ deduplication: true }, /deduplication/],
  [
    { deduplication: { ttl: 5 } },
    /"ttl" is not an option of deduplication\. Options: window, lease, capacity, store\./,
  ],
  [{ deduplication: { Window: 5 } }, /"Window" is not an option of deduplication\. Did you mean "window"\?/],
  [{ deduplication: { window: 0 } }, /deduplication/],
  [{ deduplication: { store: 'redis' } }, /deduplication/],
  [{ validation: 'loose' }, /validation/],
  [{ clock: 5 }, /clock: expected \(\) => number/],
]
for (const [options, message] of wrong) {
  t.test(`${JSON.stringify(options).slice(0, 60)} is refused at start-up`, async (t) => {
    t.throws(() => roomCallbacks(1400000000, options as Options), { code: 'invalid-option', message })
  })
}

// Every kind of white space, of control character and of what no screen shows.
const unseen = ['\n', '\r\n', ' ', '\t', '\0', '\u0085', '\u00a0', '\u1680', '\u2003', '\u2028', '\u202f', '\u3000']
const stranger = ['\ufeff', '\u200b', '\u200d', '\u2060', '\u00ad', '\u202e', '\u3164', '\ud800', '\u{e0020}', '\u007f']
for (const character of [...unseen, ...stranger]) {
  t.test(`a token with U+${character.codePointAt(0)?.toString(16)} is refused, wherever it stands`, async (t) => {
    for (const text of [`xxxxyyyy${character}`, `${character}xxxxyyyy`, `xxxx${character}yyyy`, character]) {
      for (const token of [text, ['xxxxyyyy', text], { 1400000000: text }, { 1400000000: ['a', text] }]) {
        const expected = { code: 'invalid-option', message: /it holds a character that cannot be seen, U\+/ }
        t.throws(() => roomCallbacks(1400000000, { token }), expected)
      }
    }
    t.notMatch(tokenMistake(`xxxxyyyy${character}`), 'xxxx', 'the token is not told')
  })
}

t.test('what can be seen is a token', async (t) => {
  for (const token of ['x', 'a'.repeat(128), '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'žλ字🎁']) {
    t.equal(tokenMistake(token), undefined)
    roomCallbacks(1400000000, { token: [token] })
  }
})

t.test('options are an object', async (t) => {
  for (const options of [null, 'token', []]) {
    t.throws(() => roomCallbacks(1400000000, options as never), { code: 'invalid-option' })
  }
})

t.test('every option has a row in the table', async (t) => {
  for (const [name, { type, description }] of Object.entries(optionTable)) {
    t.ok(type, name)
    t.match(description, /^[A-Z`].*\.$/, name)
  }
})

t.test('an SDKAppID is a number, digits, or several', async (t) => {
  t.strictSame(roomCallbacks(1400000000).sdkAppIds, ['1400000000'])
  t.strictSame(roomCallbacks('1400000000').sdkAppIds, ['1400000000'])
  t.strictSame(roomCallbacks([1400000000, '20001234']).sdkAppIds, ['1400000000', '20001234'])
})

t.test('an address list', async (t) => {
  const allowed = async (
    addresses: NonNullable<Options['addresses']>,
    remoteAddress: string | undefined,
    deadline = 1500,
  ) => {
    const { callbacks } = observed({ addresses, deadline })
    const text = JSON.stringify(packet('Room.CallbackAfterDestroyRoom'))
    const query = 'SdkAppid=1400000000&CallbackCommand=Room.CallbackAfterDestroyRoom'
    const request = { method: 'POST', query, headers: {}, body: { kind: 'text', text } as const }
    return (await callbacks.receive({ ...request, remoteAddress, host: undefined as never }))?.outcome === 'unhandled'
  }
  t.equal(await allowed(['10.0.0.1'], '10.0.0.1'), true)
  t.equal(await allowed(['10.0.0.1'], '10.0.0.2'), false)
  t.equal(await allowed(['10.0.0.1'], '::ffff:10.0.0.1'), true, 'as a socket of two families reports it')
  t.equal(await allowed(['1.2.3.4', '10.0.0.0/8'], '10.9.9.9'), true)
  t.equal(await allowed(['10.0.0.0/8'], '11.0.0.0'), false)
  t.equal(await allowed(['0.0.0.0/0'], '8.8.8.8'), true)
  t.equal(await allowed(['2001:db8::/32'], '2001:db8::1'), true)
  t.equal(await allowed(['2001:db8::1'], '2001:db8::2'), false)
  t.equal(await allowed(['10.0.0.1'], undefined), false)
  t.equal(await allowed(['10.0.0.1'], ''), false)
  t.equal(await allowed(['10.0.0.1'], 'unix socket'), false)
  t.equal(await allowed((address) => address.startsWith('10.'), '10.1.1.1'), true)
  t.equal(await allowed(async () => false, '10.1.1.1'), false)
  t.equal(await allowed((() => 'yes') as never, '10.1.1.1'), false, 'only true is true')
  t.equal(await allowed(() => new Promise(() => {}), '10.1.1.1', 20), false, 'a check that hangs allows nothing')
})

t.test('strict validation refuses drift', async (t) => {
  const { callbacks, rejections } = observed({ validation: 'strict' })
  const outcome = async (changes: object) =>
    (await inject(callbacks, packet('Room.CallbackAfterMemberLeave', changes as never))).outcome
  t.equal(await outcome({}), 'unhandled')
  t.equal(await outcome({ New: 1 }), 'invalid-packet')
  t.equal(await outcome({ Type: 'Evaporated' }), 'invalid-packet')
  t.equal(await outcome({ Reason: null }), 'invalid-packet')
  t.equal(await outcome({ EventTime: '1670574414123' }), 'invalid-packet')
  t.match(rejections[0]?.error.message, /strict validation: unknown-field New\.$/)
})
