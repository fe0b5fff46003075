import { inspect } from 'node:util'
import { parsePacket } from '@room-callbacks/core'
import { inject } from '@room-callbacks/testing'
import t from 'tap'
import { observed } from './receiver.ts'

const parsed = (json: string): unknown => parsePacket(json).packet

t.test('integers beyond 2^53 become strings, everything else is what JSON.parse gives', async (t) => {
  const cases: readonly [string, unknown][] = [
    ['{"a":9007199254740991}', { a: 9007199254740991 }],
    ['{"a":9007199254740992}', { a: '9007199254740992' }],
    ['{"a":-9007199254740991}', { a: -9007199254740991 }],
    ['{"a":-9007199254740993}', { a: '-9007199254740993' }],
    [
      '{"a":[144115233775727695,1,{"b":144115233775727696}]}',
      { a: ['144115233775727695', 1, { b: '144115233775727696' }] },
    ],
    ['{"a": 144115233775727695 }', { a: '144115233775727695' }],
    ['{"a":"144115233775727695"}', { a: '144115233775727695' }],
    ['{"a":"\\"144115233775727695","b":1}', { a: '"144115233775727695', b: 1 }],
    ['{"a":"\\\\","b":144115233775727695}', { a: '\\', b: '144115233775727695' }],
    ['{"144115233775727695":144115233775727695}', { '144115233775727695': '144115233775727695' }],
    ['{"a":1441152337757276950.5}', { a: Number('1441152337757276950.5') }],
    ['{"a":1441152337757276950e2}', { a: '144115233775727695000' }],
    ['{"a":9007199254740993.0}', { a: '9007199254740993' }],
    [
      '{"a":1.0e20,"b":1E+20,"c":-1e20}',
      { a: `1${'0'.repeat(20)}`, b: `1${'0'.repeat(20)}`, c: `-1${'0'.repeat(20)}` },
    ],
    ['{"a":90071992547409930e-1,"b":0.9007199254740993e16}', { a: '9007199254740993', b: '9007199254740993' }],
    [
      '{"a":9007199254740993e-1,"b":9007199254740993.5}',
      { a: Number('9007199254740993e-1'), b: Number('9007199254740993.5') },
    ],
    ['{"a":1e15,"b":1.5e1,"c":0e999999999,"d":-0.0e5}', { a: 1e15, b: 15, c: 0, d: -0 }],
    ['{"a":1e-400,"b":-1e-999999999,"c":1e-99999999999999999999}', { a: 0, b: -0, c: 0 }],
    ['{"a":1e308}', { a: `1${'0'.repeat(308)}` }],
    [`{"a":${'9'.repeat(400)},"b":${'9'.repeat(400)}.00}`, { a: '9'.repeat(400), b: '9'.repeat(400) }],
    ['{"a":0.1441152337757276950}', { a: Number('0.1441152337757276950') }],
    ['{"a":1e-1441152337757276950}', { a: 0 }],
    ['{"a":1234567890123456,"b":1.5}', { a: 1234567890123456, b: 1.5 }],
    ['{"a":0,"b":-0,"c":1234567890123456}', { a: 0, b: -0, c: 1234567890123456 }],
    ['{}', {}],
  ]
  for (const [json, expected] of cases) t.strictSame(parsed(json), expected, json)
  t.equal(parsePacket('{"a":144115233775727695}').largeIntegers, true)
  t.equal(parsePacket('{"a":"144115233775727695"}').largeIntegers, false)
})

t.test('an exponent that no number holds is refused, and builds no text', async (t) => {
  for (const number of ['1e315', '-1e400', '1.5E+999999999', '10e99999999999999999999999999', '1000e320']) {
    t.throws(() => parsePacket(`{"a":${number}}`), { code: 'invalid-packet', message: /larger than any/ }, number)
  }
})

t.test('a long number costs no more than its length', async (t) => {
  const zeros = '0'.repeat(120_000)
  const fits = (json: string) => Buffer.byteLength(json) <= 262_144
  for (const number of [`1${zeros}1${zeros}`, `1.${zeros}1${zeros}`, `1${zeros}.${zeros}`, `1${zeros}e-120000`]) {
    const json = `{"a":${number},"b":9007199254740993}`
    t.ok(fits(json))
    t.match(parsed(json), { b: '9007199254740993' })
  }
  const many = (count: number) => `{"a":[${Array(count).fill('1e300').join()}]}`
  t.equal((parsed(many(300)) as { a: string[] }).a[299]?.length, 301)
  t.ok(fits(many(40_000)))
  t.throws(() => parsed(many(40_000)), { code: 'invalid-packet', message: /more digits than/ })
})

t.test('what is wrong with JSON is told without a piece of the packet', async (t) => {
  for (const [json, message] of [
    ['{"RoomId":alice}', /Unexpected token 'a'\.$/],
    [`{"a":"${'x'.repeat(99)}","RoomId":alice,"b":"${'x'.repeat(99)}"}`, /Unexpected token 'a'\.$/],
    ['{"alice', /JSON/],
  ] as const) {
    t.throws(() => parsePacket(json), { code: 'invalid-json', message, cause: undefined })
    try {
      parsePacket(json)
    } catch (error) {
      t.notMatch(inspect(error, { depth: 9, showHidden: true }), 'lice')
    }
  }
})

t.test('quoting never makes valid what is not', async (t) => {
  for (const json of [
    '{144115233775727695:1}',
    '{"a":0144115233775727695}',
    '{"a":144115233775727695x}',
    '144115233775727695 1',
  ]) {
    t.throws(() => parsePacket(json), { code: 'invalid-json' }, json)
  }
})

t.test('a __proto__ key is refused at any depth and in any spelling, a value is not', async (t) => {
  for (const json of [
    '{"__proto__":{}}',
    '{"a":[{"b":{"__proto__":1}}]}',
    '{"\\u005f_proto__":1}',
    '{"\\u005F\\u005fproto__":null}',
  ]) {
    t.throws(() => parsePacket(json), { code: 'invalid-json' }, json)
  }
  for (const json of [
    '{"a":"__proto__"}',
    '{"a":"\\u005f"}',
    '{"constructor":{"prototype":1}}',
    '{"a":null,"b":"\\u0041"}',
  ]) {
    t.equal(JSON.stringify(parsed(json)), JSON.stringify(JSON.parse(json)), json)
  }
  t.equal(({} as { polluted?: boolean }).polluted, undefined)
})

t.test('only an object is a packet', async (t) => {
  for (const json of ['[]', 'null', '5', '"a"', 'true']) t.throws(() => parsePacket(json), { code: 'invalid-packet' })
  for (const json of ['', ' ', '{', '{"a":}', "{'a':1}", '{"a":1}x', 'undefined']) {
    t.throws(() => parsePacket(json), { code: 'invalid-json' }, json)
  }
})

t.test('duplicate keys: the last one counts, as for JSON.parse', async (t) => {
  const { callbacks } = observed()
  const command = 'Room.CallbackAfterDestroyRoom'
  const rooms: string[] = []
  callbacks.on(command, ({ RoomId }) => rooms.push(RoomId))
  await inject(callbacks, '{"RoomId":"a","Operator_Account":"b","EventTime":1,"RoomId":"c"}', { command })
  t.strictSame(rooms, ['c'])
})

t.test('depth costs nothing', async (t) => {
  const { callbacks } = observed()
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const command = 'Room.CallbackAfterDestroyRoom'
  const body = `{"RoomId":"a","Operator_Account":"b","EventTime":1,"Deep":${deep},"\\u0041":1}`
  t.equal((await inject(callbacks, body, { command })).outcome, 'unhandled')
  const value = { RoomId: 'a', Operator_Account: 'b', EventTime: 1, Deep: JSON.parse(deep.repeat(1)) }
  const request = { method: 'POST', query: `SdkAppid=1400000000&CallbackCommand=${command}`, headers: {} }
  const rest = { remoteAddress: undefined, host: undefined as never }
  const reply = await callbacks.receive({ ...request, ...rest, body: { kind: 'value', value } })
  t.ok(['unhandled', 'invalid-json'].includes(reply?.outcome as string))
})

t.test('a value of another parser that is no JSON is refused', async (t) => {
  const circular: Record<string, unknown> = {}
  circular['self'] = circular
  const request = { method: 'POST', query: 'SdkAppid=1400000000&CallbackCommand=Room.New', headers: {} }
  const rest = { remoteAddress: undefined, host: undefined as never }
  const outcome = async (value: unknown) =>
    (await observed().callbacks.receive({ ...request, ...rest, body: { kind: 'value', value } }))?.outcome
  t.equal(await outcome(circular), 'invalid-json')
  t.equal(await outcome(() => {}), 'invalid-json')
  t.equal(await outcome({ Id: 144115233775727695n }), 'unknown-command')
  t.equal(await outcome({}), 'unknown-command')
  t.equal(await outcome([]), 'invalid-packet')
})

t.test('what is not UTF-8 is refused with the reason', async (t) => {
  const { callbacks, rejections } = observed()
  const bytes = Buffer.from([0x7b, 0xff, 0x7d])
  t.equal((await inject(callbacks, bytes, { command: 'Room.New' })).outcome, 'invalid-json')
  t.match(rejections[0]?.error, { message: /not UTF-8/, cause: { name: 'TypeError' } })
})
