import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { check } from './check.ts'
import { arbitrarySample, documented } from './documented-packets.ts'
import type { Json, JsonObject } from './places.ts'
import { respell } from './respell.ts'
import { WatchedReceiver } from './watched-receiver.ts'

const receiver = new WatchedReceiver()
const coins = fc.array(fc.boolean(), { minLength: 64, maxLength: 64 })

/** The flips of a coin, over and over. */
function coinOf(flips: readonly boolean[]): () => boolean {
  let next = 0
  return () => flips[next++ % flips.length] as boolean
}

/** Every string of digits in place of every account, so that each can be written as a number too. */
const numbered = (event: Json, digits: string): Json =>
  JSON.parse(JSON.stringify(event), (key, value) =>
    /^(\w*_Account|RoomId)$/.test(key) && typeof value === 'string' ? digits : value,
  )

t.test('a packet in any spelling comes out as the documented one', async (t) => {
  await check(
    t,
    fc.asyncProperty(arbitrarySample, coins, fc.maxSafeNat().map(String), async ({ command, text }, flips, digits) => {
      const event = numbered((await receiver.event({ command: command.name, body: text })) as Json, digits)
      const { sent, meant } = respell(command.shape, event, coinOf(flips))
      assert.deepEqual(await receiver.event({ command: command.name, body: JSON.stringify(sent) }), meant)
    }),
    5000,
  )
})

t.test('an event sent again comes out equal, under each word of its command', async (t) => {
  await check(
    t,
    fc.asyncProperty(arbitrarySample, fc.nat(), coins, async ({ command, text }, pick, flips) => {
      const words = [command.name, ...command.aliases]
      const word = words[pick % words.length] as string
      const { sent } = respell(
        command.shape,
        (await receiver.event({ command: word, body: text })) as Json,
        coinOf(flips),
      )
      const event = await receiver.event({ command: word, body: JSON.stringify(sent) })
      assert.equal(event['CallbackCommand'], command.protocol === 'command' ? command.name : undefined)
      assert.deepEqual(await receiver.event({ command: word, body: JSON.stringify(event) }), event)
    }),
  )
})

t.test('a field at the place where an edition printed it comes out at the documented place', async (t) => {
  const placed = documented.filter(({ command }) => command.placements.length > 0)
  await check(
    t,
    fc.asyncProperty(fc.constantFrom(...placed), fc.maxSafeNat(), fc.boolean(), async (sample, time, both) => {
      const { command, text } = sample
      const packet = (await receiver.event({ command: command.name, body: text })) as JsonObject
      for (const { from, to } of command.placements) {
        const value = ['EventTime', 'CreateGroupNum', 'EventMsTs', 'Status'].includes(to.at(-1) as string)
          ? time
          : `word ${time}`
        const documentedPlace = nest(packet, to, value)
        const sent = nest(both ? documentedPlace : nest(packet, to, null), from, both ? 'elsewhere' : value)
        const event = await receiver.event({ command: command.name, body: JSON.stringify(sent) })
        assert.deepEqual(event, both ? nest(documentedPlace, from, 'elsewhere') : documentedPlace)
      }
    }),
    500,
  )
})

/** A copy of a packet with a value at a path whose holders are there. */
function nest(packet: JsonObject, [field = '', ...rest]: readonly string[], value: Json): JsonObject {
  return { ...packet, [field]: rest.length === 0 ? value : nest(packet[field] as JsonObject, rest, value) }
}
