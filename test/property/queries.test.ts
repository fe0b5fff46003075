import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import type { Outcome } from '@room-callbacks/core'
import { nodeBody } from '@room-callbacks/core/http'
import { sampleText } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { type Piece, piece, textOf } from './arbitrary-query.ts'
import { check } from './check.ts'
import { appId, WatchedReceiver } from './watched-receiver.ts'

const receiver = new WatchedReceiver()
const command = 'Room.CallbackAfterCreateRoom'
const sample = sampleText(command)

t.test('every query comes to the outcome that its parameters ask for', async (t) => {
  const method = fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'HEAD', 'post', '')
  const extra = fc.array(piece, { maxLength: 4 })
  const usual = fc.constant<Piece[]>([
    { name: 'SdkAppid', value: appId, form: 'plain' },
    { name: 'CallbackCommand', value: command, form: 'plain' },
  ])
  const pieces = fc.oneof(
    extra,
    fc.tuple(usual, extra).chain(([usual, extra]) => shuffled([...usual, ...extra])),
  )
  await check(
    t,
    fc.asyncProperty(method, pieces, async (method, pieces) => {
      const query = pieces.map(textOf).join('&')
      const expected = outcomeOf(method, pieces)
      if (expected === undefined) assert.equal(receiver.receive({ method, query, body: sample }), undefined)
      else await receiver.deliver({ method, query, body: sample }, [expected])
    }),
    5000,
  )
})

// That order is read by one match, any other parameter after parameter.
t.test('a query in the order of the documents says the same as in any other order', async (t) => {
  const { callbacks } = new WatchedReceiver()
  let read: unknown
  callbacks.on(command, (_event, { sdkAppId, receivedAs, clientIp, platform, requestId }) => {
    read = { sdkAppId, receivedAs, clientIp, platform, requestId }
  })
  const value = fc.constantFrom('', 'Web', '203.0.113.7', 'a=b', 'a[b', '%41', '%zz', 'a+b', 'ü')
  const ends = fc.subarray(['RequestID', 'Sign', 'RequestTime'])
  const readingOf = async (query: string) => {
    read = undefined
    const reply = await callbacks.receive({ method: 'POST', query, headers: {}, body: text, remoteAddress: '', host })
    return [reply?.outcome, read]
  }
  const host = undefined as never
  const text = { kind: 'text', text: sample } as const
  await check(
    t,
    fc.asyncProperty(
      fc.array(value, { minLength: 6, maxLength: 6 }),
      ends,
      fc.boolean(),
      async (values, ends, turned) => {
        const names = ['contenttype', 'ClientIP', 'OptPlatform', ...(turned ? ends.toReversed() : ends)]
        const rest = names.map((name, index) => `${name}=${values[index]}`)
        const [app, word] = [`SdkAppid=${appId}`, `CallbackCommand=${command}`]
        assert.deepEqual(
          await readingOf([app, word, ...rest].join('&')),
          await readingOf([...rest, word, app].join('&')),
        )
      },
    ),
    500,
  )
})

t.test('an arbitrary text as a query is none of ours, or gets a coded outcome', async (t) => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.webQueryParameters())
  await check(
    t,
    fc.asyncProperty(text, text, fc.boolean(), async (before, after, named) => {
      const query = named ? `${before}&CallbackCommand=${command}&${after}` : before
      if (!/callbackcommand/i.test(query)) assert.equal(receiver.receive({ query, body: sample }), undefined)
      else await receiver.deliver({ query, body: sample }, ['malformed-query'])
    }),
  )
})

t.test('arbitrary headers, many of them, change nothing but what they are for', async (t) => {
  const encoding = fc.constantFrom('identity', 'Identity', 'identity, IDENTITY', 'gzip', 'Br', 'identity,gzip', '', ' ')
  const length = fc.oneof(fc.nat(1_000_000).map(String), fc.constantFrom('-1', '1e9', 'NaN', '0x10', ''))
  const own = fc.record({ 'content-encoding': encoding, 'content-length': length }, { requiredKeys: [] })
  const others = fc.dictionary(fc.string(), fc.string(), { maxKeys: 200 })
  await check(
    t,
    fc.asyncProperty(others, own, async (others, own) => {
      const headers = { ...others, ...own } as Record<string, string>
      const { 'content-encoding': coding, 'content-length': promised } = headers
      const readable = !/[a-z]/i.test((coding ?? '').replaceAll(/identity/gi, ''))
      const expected = !readable ? 'unsupported-encoding' : Number(promised) > 262_144 ? 'too-large' : 'handled'
      const stream = Readable.from([Buffer.from(sample)])
      await receiver.deliver({ command, headers, body: nodeBody(stream) }, [expected])
    }),
  )
})

const shuffled = (pieces: Piece[]) => fc.shuffledSubarray(pieces, { minLength: pieces.length })

/** The rules of the query once more, in the order in which they are promised. */
function outcomeOf(method: string, pieces: readonly Piece[]): Outcome | undefined {
  const named = (name: string) => pieces.filter((piece) => piece.name === name)
  const [commandPiece] = named('CallbackCommand')
  if (!commandPiece) return undefined
  if (method !== 'POST') return 'wrong-method'
  const ours = pieces.filter(({ name }) => name !== undefined)
  if (ours.some(({ form }) => form === 'bracketed' || form === 'broken')) return 'malformed-query'
  if (new Set(ours.map(({ name }) => name)).size < ours.length) return 'malformed-query'
  const id = named('SdkAppid')[0]?.value ?? ''
  if (!/^[0-9]{1,16}$/.test(id)) return 'malformed-query'
  if (id !== appId) return 'unknown-app'
  return commandPiece.value === command ? 'handled' : 'command-mismatch'
}
