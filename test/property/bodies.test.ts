import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { commands, type Outcome } from '@room-callbacks/core'
import { nodeBody } from '@room-callbacks/core/http'
import fc from 'fast-check'
import t from 'tap'
import { arbitraryJson, arbitraryObject } from './arbitrary-json.ts'
import { check } from './check.ts'
import { WatchedReceiver } from './watched-receiver.ts'

const receiver = new WatchedReceiver({ bodyLimit: 4096 })
const refused: readonly Outcome[] = ['invalid-json', 'invalid-packet', 'command-mismatch', 'too-large']
const command = fc.constantFrom(...commands.map(({ name }) => name), 'Room.Tomorrow', '', '__proto__', 'constructor')

t.test('arbitrary bytes are refused for each command', async (t) => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ minLength: 4000, maxLength: 4200 }))
  await check(
    t,
    fc.asyncProperty(command, bytes, async (command, bytes) => {
      const { outcome } = await receiver.deliver({ command, body: bytes }, refused)
      assert.equal(outcome === 'too-large', bytes.length > 4096)
      const [rejection] = receiver.seen.rejected
      assert.deepEqual(rejection?.raw, outcome === 'too-large' ? undefined : bytes)
    }),
  )
})

t.test('arbitrary JSON is refused, or passed on as unknown', async (t) => {
  const among: readonly Outcome[] = ['unknown-command', ...refused]
  const json = fc.oneof(arbitraryJson, arbitraryObject)
  await check(
    t,
    fc.asyncProperty(command, json, fc.boolean(), async (command, json, withMark) => {
      const { outcome } = await receiver.deliver({ command, body: withMark ? `\ufeff${json}` : json }, among)
      if (outcome !== 'too-large') assert.equal(outcome === 'invalid-json', hasPrototypeKey(json))
    }),
    5000,
  )
})

t.test('a body is the same in any chunks, as bytes and as text', async (t) => {
  const lengths = fc.array(fc.nat({ max: 60 }), { maxLength: 8 })
  await check(
    t,
    fc.asyncProperty(command, fc.oneof(arbitraryObject, fc.string()), lengths, async (command, text, lengths) => {
      const bytes = Buffer.from(text)
      const whole = await receiver.deliver({ command, body: bytes })
      const { events, unknown } = receiver.seen
      for (const body of [
        nodeBody(Readable.from(chunksOf(bytes, lengths))),
        { kind: 'text', text: bytes.toString() },
      ] as const) {
        assert.deepEqual(await receiver.deliver({ command, body }), whole)
        assert.deepEqual(receiver.seen.events, events)
        assert.deepEqual(receiver.seen.unknown, unknown)
      }
    }),
  )
})

t.test('each value that another parser left behind gets a coded outcome', async (t) => {
  const value = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  })
  await check(
    t,
    fc.asyncProperty(command, value, async (command, value) => {
      // The text of a packet as the name of a field is what a form parser leaves.
      const isForm = Object.keys(value ?? {}).some((key) => key.trimStart().startsWith('{')) && !Array.isArray(value)
      const expected: readonly Outcome[] = isForm ? ['body-already-read'] : ['unknown-command', ...refused]
      await receiver.deliver({ command, body: { kind: 'value', value } }, expected)
    }),
  )
})

/** Whether JSON.parse makes an own `__proto__` key somewhere; duplicate keys may have overwritten it. */
function hasPrototypeKey(json: string): boolean {
  let found = false
  JSON.parse(json, (key) => {
    found ||= key === '__proto__'
    return null
  })
  return found
}

function chunksOf(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  let start = 0
  for (const length of [...lengths, bytes.length]) {
    chunks.push(bytes.subarray(start, start + length))
    start = Math.min(start + length, bytes.length)
  }
  return chunks
}
