import assert from 'node:assert/strict'
import type { Outcome } from '@room-callbacks/core'
import fc from 'fast-check'
import t from 'tap'
import { check } from './check.ts'
import { afterSamples, arbitrarySample, type Documented, type Shape } from './documented-packets.ts'
import { expectFaithful } from './faithful.ts'
import { type Json, type JsonObject, objectsOf, type Path, placesOf, valueAt, withValueAt } from './places.ts'
import { WatchedReceiver } from './watched-receiver.ts'

const receiver = new WatchedReceiver()
const among: readonly Outcome[] = ['handled', 'invalid-packet', 'command-mismatch']

/** JSON that no parser changes: integers beyond 2^53 have a property of their own. */
const plainJson: fc.Arbitrary<Json> = fc
  .jsonValue()
  .map((value) =>
    JSON.parse(JSON.stringify(value), (_key, member) =>
      Number.isInteger(member) && !Number.isSafeInteger(member) ? 1 : member,
    ),
  )

const replacement: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, '', 0, -1, 'true', 'false', true, false, [], {}, '12', '1e3', '٣'),
  fc.constantFrom(1e300, 2 ** 53 - 1, 0.5, '9007199254740993', '-9007199254740991', '00012'),
  fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>,
)

t.test(
  'a sample with any fields dropped, nulled, replaced or retyped is refused or faithfully passed on',
  async (t) => {
    const changes = fc.array(fc.tuple(fc.nat(), replacement), { minLength: 1, maxLength: 3 })
    await check(
      t,
      fc.asyncProperty(arbitrarySample, changes, async ({ command, packet }, changes) => {
        const changed = changes.reduce<Json>((value, [pick, instead]) => {
          const places = placesOf(value)
          return withValueAt(value, places[pick % places.length] ?? [], instead)
        }, packet) as JsonObject
        const isEvent = command.protocol === 'rtc-engine'
        // Another type is another event.
        fc.pre(!isEvent || changed['EventType'] === packet['EventType'])
        const body = JSON.stringify(changed)
        const { outcome } = await receiver.deliver({ command: command.name, body }, among)
        const said = changed['CallbackCommand'] ?? command.name
        const agrees = isEvent || said === command.name || command.aliases.includes(said as string)
        assert.equal(outcome === 'command-mismatch', !agrees)
        if (outcome !== 'handled') return
        const event = receiver.seen.events[0] as JsonObject
        if (!isEvent) assert.equal(event['CallbackCommand'], command.name)
        expectFaithful(withoutCommand(event), withoutCommand(placed(command, JSON.parse(body))))
        assert.deepEqual(await receiver.event({ command: command.name, body: JSON.stringify(event) }), event)
      }),
      10_000,
    )
  },
)

t.test('no drift fails an After callback: unknown fields and unknown words pass unchanged', async (t) => {
  const unknown = fc.tuple(fc.nat(), fc.string(), plainJson)
  const word = fc.tuple(fc.nat(), fc.string({ unit: 'grapheme' }))
  await check(
    t,
    fc.asyncProperty(
      fc.constantFrom(...afterSamples),
      fc.array(unknown, { maxLength: 4 }),
      fc.array(word, { maxLength: 2 }),
      async ({ command, packet }, unknown, words) => {
        const plain = await receiver.event({ command: command.name, body: JSON.stringify(packet) })
        let sent: Json = packet
        let expected = plain as Json
        const change = (path: Path, value: Json) => {
          sent = withValueAt(sent, path, value)
          expected = withValueAt(expected, path, value)
        }
        const wordPlaces = placesOf(packet).filter((path) => isWord(command.shape, path))
        for (const [pick, text] of words) {
          const place = wordPlaces[pick % wordPlaces.length]
          if (place) change(place, text)
        }
        const objects = objectsOf(packet)
        for (const [pick, name, value] of unknown) {
          const holder = objects[pick % objects.length] as Path
          change([...holder, `Tomorrow${name}`], value)
        }
        const event = await receiver.event({ command: command.name, body: JSON.stringify(sent) })
        assert.deepEqual(event, expected)
      },
    ),
    4000,
  )
})

/** Whether the catalog knows an open list of words for a place. */
function isWord(shape: Shape, path: Path): boolean {
  const [key, ...rest] = path
  if (key === undefined) return shape.kind === 'word'
  if (shape.kind === 'list') return isWord(shape.item, rest)
  const inner = shape.kind === 'object' ? shape.fields[key] : undefined
  return inner !== undefined && isWord(inner, rest)
}

/** A packet with the fields where an edition printed them moved to where they are documented. */
function placed({ placements }: Documented['command'], packet: JsonObject): JsonObject {
  return placements.reduce((placed, { from, to }) => {
    const value = valueAt(placed, from)
    if (value === undefined || typeof value === 'object' || (valueAt(placed, to) ?? null) !== null) return placed
    return withValueAt(withValueAt(placed, to, value), from, undefined) as JsonObject
  }, packet)
}

const withoutCommand = (packet: JsonObject): Json => withValueAt(packet, ['CallbackCommand'], undefined)
