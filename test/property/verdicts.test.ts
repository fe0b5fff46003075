import assert from 'node:assert/strict'
import { allow, deny, drop, type Options, type Reply, replace } from '@room-callbacks/core'
import { type NodeRoomCallbacks, roomCallbacks } from '@room-callbacks/node'
import { sampleText } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { check } from './check.ts'
import { appId } from './watched-receiver.ts'

const gift = 'Live.CallbackBeforeSendGift'
const message = 'Group.CallbackBeforeSendMsg'
const word = fc.constantFrom(gift, message)
const fallback = fc.constantFrom('allow', 'deny', undefined)

const ranges = { [gift]: [102100, 102200], [message]: [10100, 10200] } as const
const platformDefaults = { [gift]: 'deny', [message]: 'allow' } as const
const answers = { allow: { ErrorCode: 0 }, deny: { ErrorCode: 1 } } as const
type Word = keyof typeof ranges

const optionsOf = (fallback: 'allow' | 'deny' | undefined): Options => ({
  deduplication: false,
  ...(fallback && { fallback }),
})

async function deliver(
  callbacks: NodeRoomCallbacks,
  command: Word,
  body: string = sampleText(command),
): Promise<Reply> {
  const reply = await callbacks.receive({
    method: 'POST',
    query: `SdkAppid=${appId}&CallbackCommand=${command}`,
    headers: {},
    body: { kind: 'text', text: body },
    remoteAddress: undefined,
    host: undefined as never,
  })
  return reply as Reply
}

function expectAnswer(reply: Reply, answer: object): void {
  assert.equal(reply.status, 200)
  assert.deepEqual(JSON.parse(reply.body), { ActionStatus: 'OK', ErrorInfo: '', ...answer })
}

t.test('deny() passes on every code of the documented range, and nothing else', async (t) => {
  const code = fc.oneof(
    fc.integer({ min: 10_099, max: 10_201 }),
    fc.integer({ min: 102_099, max: 102_201 }),
    fc.constantFrom(0, 1, 2, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, {}),
  )
  const text = fc.oneof({ weight: 5, arbitrary: fc.string({ unit: 'grapheme' }) }, fc.constantFrom(null, 1, {}))
  await check(
    t,
    fc.asyncProperty(word, code, text, async (command, code, text) => {
      let mistakes = 0
      const callbacks = roomCallbacks(appId, optionsOf(undefined))
        .on(command, () => ({ ...deny(), code, text }) as never)
        .on('error', (error) => {
          assert.equal(error.code, 'invalid-verdict')
          mistakes++
        })
      const [first, last] = ranges[command]
      const isKnown = Number.isInteger(code) && (code === 1 || (Number(code) >= first && Number(code) <= last))
      const isMeant = isKnown && typeof text === 'string'
      expectAnswer(await deliver(callbacks, command), isMeant ? { ErrorCode: code, ErrorInfo: text } : answers.deny)
      assert.equal(mistakes, isMeant ? 0 : 1)
    }),
  )
})

t.test('when a handler returns or throws anything else, the fallback answers', async (t) => {
  const value = fc.anything().filter((value) => typeof (value as { kind?: unknown } | null)?.kind !== 'string')
  await check(
    t,
    fc.asyncProperty(word, fallback, value, fc.boolean(), async (command, chosen, value, throws) => {
      let told: string | undefined
      const callbacks = roomCallbacks(appId, optionsOf(chosen))
        .on(command, () => {
          if (throws) throw value
          return value as never
        })
        .on('error', ({ code }) => {
          told = code
        })
      const reply = await deliver(callbacks, command)
      expectAnswer(reply, answers[chosen ?? platformDefaults[command]])
      assert.equal(reply.outcome, 'fallback')
      assert.equal(told, throws ? 'handler-failed' : 'invalid-verdict')
    }),
  )
})

t.test('a verdict of an unknown kind is the plain refusal, never a pass', async (t) => {
  const kinds = new Set(['allow', 'deny', 'drop', 'replace'])
  const kind = fc.oneof(
    fc.string().filter((kind) => !kinds.has(kind)),
    fc.constantFrom('constructor', '__proto__', 'Allow'),
  )
  await check(
    t,
    fc.asyncProperty(word, fallback, kind, async (command, chosen, kind) => {
      const callbacks = roomCallbacks(appId, optionsOf(chosen))
        .on(command, () => ({ kind }) as never)
        .on('error', ({ code }) => assert.equal(code, 'invalid-verdict'))
      expectAnswer(await deliver(callbacks, command), answers.deny)
    }),
    500,
  )
})

t.test('a replacement reaches the platform as given, or the message is refused', async (t) => {
  const element = fc.record({ MsgType: fc.string(), MsgContent: fc.dictionary(fc.string(), fc.jsonValue()) })
  const fields = fc.record(
    { MsgBody: fc.array(element), CloudCustomData: fc.string() },
    { requiredKeys: [], noNullPrototype: true },
  )
  const wrong = fc.oneof(
    fc.constantFrom(null, undefined, {}, [], 'text', { MsgBody: {} }, { MsgBody: [{}] }, { CloudCustomData: 1 }),
    fields.map((fields) => ({ ...fields, ErrorCode: 0 })),
  )
  await check(
    t,
    fc.asyncProperty(fc.oneof(fields, wrong), async (fields) => {
      const callbacks = roomCallbacks(appId, optionsOf('allow'))
        .on(message, () => replace(fields as never))
        .on('error', ({ code }) => assert.equal(code, 'invalid-verdict'))
      const expected = isReplacement(fields) ? { ErrorCode: 0, ...JSON.parse(JSON.stringify(fields)) } : answers.deny
      expectAnswer(await deliver(callbacks, message), expected)
    }),
  )
})

t.test('a chosen fallback answers for a refused packet too, what the platform would do otherwise', async (t) => {
  await check(
    t,
    fc.asyncProperty(word, fallback, fc.string(), async (command, chosen, body) => {
      const callbacks = roomCallbacks(appId, optionsOf(chosen)).on(command, (() => assert.fail('it ran')) as never)
      const reply = await deliver(callbacks, command, body)
      assert.ok(['invalid-json', 'invalid-packet'].includes(reply.outcome))
      expectAnswer(reply, answers[chosen ?? platformDefaults[command]])
    }),
  )
})

t.test('allow() and drop() are answered where the command knows them', async (t) => {
  const known = roomCallbacks(appId, optionsOf(undefined))
    .on(gift, () => allow())
    .on(message, () => drop())
  expectAnswer(await deliver(known, gift), answers.allow)
  expectAnswer(await deliver(known, message), { ErrorCode: 2 })
  t.pass('both')
})

/** What 74347 lets a replacement hold: one of two fields at least, and no other. */
function isReplacement(fields: unknown): boolean {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return false
  const { MsgBody, CloudCustomData, ...others } = fields as Record<string, unknown>
  if (Object.keys(others).length > 0 || (MsgBody === undefined && CloudCustomData === undefined)) return false
  const isElement = (element: { MsgType?: unknown; MsgContent?: unknown }) =>
    typeof element.MsgType === 'string' && typeof element.MsgContent === 'object'
  return (
    (MsgBody === undefined || (Array.isArray(MsgBody) && MsgBody.every(isElement))) &&
    (CloudCustomData === undefined || typeof CloudCustomData === 'string')
  )
}
