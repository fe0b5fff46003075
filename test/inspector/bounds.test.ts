import { once } from 'node:events'
import { request } from 'node:http'
import { observe } from '@room-callbacks/core/inspect'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { deferred } from '../core/receiver.ts'
import { authorized } from './ask.ts'
import { type Inspected, inspected } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'

t.test('ten thousand callbacks in a burst leave the last ones', async (t) => {
  const { callbacks, get } = await inspected(t, { capacity: 50 })
  const bodies = Array.from({ length: 10_000 }, (_, index) => packet(command, { RoomId: `r${index}` }))
  // More at once than the receiver takes in hand are refused.
  for (let sent = 0; sent < bodies.length; sent += 1000) {
    await Promise.all(bodies.slice(sent, sent + 1000).map((body) => inject(callbacks, body)))
  }
  const { json } = await get('api/overview')
  t.equal(json.callbacks.length, 50)
  t.equal(json.callbacks[0].id, 10_000)
  t.equal(json.callbacks[49].id, 9951)
  t.match(json.totals, { seen: 10_000, kept: 50 })
  t.equal((await get('api/rooms')).json.length, 1000, 'and the last rooms')
  t.equal((await get('api/callbacks/9950')).status, 404)
  t.equal((await get('api/callbacks/9951')).status, 200)
  const counted: { answered: number; failed: number }[] = json.seconds
  t.equal(
    counted.reduce((sum, { answered }) => sum + answered, 0),
    10_000,
  )
  t.ok(counted.every(({ failed }) => failed === 0))
})

t.test('a change to a forgotten callback is dropped', async (t) => {
  const { promise, resolve } = deferred()
  const register = (callbacks: Inspected['callbacks']) => callbacks.on(command, () => promise)
  const { callbacks, get, page } = await inspected(t, { capacity: 1 }, { ack: 'received' }, register)
  const following = request(`${page}api/stream`, { headers: authorized }).end()
  t.teardown(() => following.destroy())
  await once(following, 'response')
  await inject(callbacks, packet(command))
  await inject(callbacks, packet('Live.CallbackAfterChangeOwner'))
  resolve()
  await callbacks.close()
  t.match((await get('api/overview')).json.callbacks, [{ id: 2 }])
})

t.test('large packets are kept as far as memory allows', async (t) => {
  const { callbacks, get } = await inspected(t, { memory: 1_000_000 })
  const CustomInfo = 'x'.repeat(200_000)
  for (let index = 0; index < 20; index++) {
    await inject(callbacks, packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId: `r${index}`, CustomInfo } }))
  }
  const { json, text } = await get('api/overview')
  t.same(
    json.callbacks.map(({ id }: { id: number }) => id),
    [20, 19, 18, 17],
  )
  t.ok(text.length < 100_000, 'the list holds no large packet')
  t.equal((await get('api/callbacks/20')).json.summary.bytes > 200_000, true)
})

t.test('small packets are kept as far as memory allows, and none is mistaken for another', async (t) => {
  const { callbacks, get } = await inspected(t, { memory: 262_144, capacity: 100_000 })
  const send = (RoomId: string, CustomInfo = '') =>
    inject(callbacks, packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId, CustomInfo } }))
  const roomsKept = async (): Promise<string[]> =>
    (await get('api/overview')).json.callbacks.map(({ room, text }: { room: string; text: string }) => {
      t.match(text, `"RoomId":"${room}"`)
      return room
    })
  for (let index = 1; index <= 1000; index++) await send(`r${index}`)
  const kept = await roomsKept()
  t.ok(kept.length > 100 && kept.length < 500, `${kept.length} kept`)
  t.equal(kept[0], 'r1000')
  await send('large', 'x'.repeat(150_000))
  t.match(await roomsKept(), ['large', 'r1000'])
  for (let index = 1001; index <= 1010; index++) await send(`r${index}`)
  t.same((await roomsKept()).slice(0, 11), [...Array.from({ length: 10 }, (_, index) => `r${1010 - index}`), 'large'])
})

t.test('the newest packet is kept, although it alone is larger than memory', async (t) => {
  const { get, post } = await inspected(t, { memory: 262_144 })
  const large = {
    receivedAs: 'Room.New',
    receivedAt: '2026-01-01T00:00:00.000Z',
    query: '',
    raw: 'x'.repeat(300_000),
    outcome: 'handled',
    sdkAppId: null,
    answer: '',
  }
  const send = (...callbacks: object[]) => post('api/import', { version: 1, callbacks })
  t.equal((await send(large)).status, 200)
  t.equal((await send({ ...large, raw: '{}' }, large)).status, 200)
  t.match((await get('api/overview')).json.callbacks, [{ id: 3, bytes: 300_000 }])
  t.equal((await get('api/callbacks/3')).json.raw.length, 300_000)
})

t.test('a packet of the largest size is shown', async (t) => {
  const { send, get } = await inspected(t, { memory: 262_144 })
  const note = 'ü"\\\n<'.repeat(20_000)
  const body = JSON.stringify(packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId: 'r', CustomInfo: note } }))
  await send(body, { command: 'Room.CallbackAfterCreateRoom' })
  const { json } = await get('api/callbacks/1')
  t.ok(json.raw.length > 150_000)
  t.equal(json.raw, body)
  t.equal(JSON.parse(json.sent).RoomInfo.CustomInfo, note)
})

t.test('a packet that is nested deeply makes no long page', async (t) => {
  const { send, get } = await inspected(t)
  const depth = 100_000
  const deep = `{"RoomId":"r","Deep":${'['.repeat(depth)}${']'.repeat(depth)}}`
  await send(deep, { command: 'Room.New' })
  const { json, text } = await get('api/callbacks/1')
  t.equal(json.normalised, 'It is nested too deeply to be shown.')
  t.ok(text.length < deep.length * 4)
  await send(`{"a":${'[1,'.repeat(50)}2${']'.repeat(50)}}`, { command: 'Room.New' })
  const { normalised } = (await get('api/callbacks/2')).json
  t.match(normalised, /\n {64}\[1,\[1,/, 'what is deepest stays on one line')
  t.same(JSON.parse(normalised).a[1][1][0], 1)
})

t.test('the error of another observer does not stop the inspector', async (t) => {
  const { callbacks, get } = await inspected(t)
  observe(callbacks, {
    answered() {
      throw new Error('another tool')
    },
  })
  await inject(callbacks, packet(command))
  t.equal((await get('api/overview')).json.totals.seen, 1)
})

t.test('the charts look back five minutes, however the clock goes', async (t) => {
  let now = 1_000_000_000_000
  const { callbacks, get } = await inspected(t, {}, { clock: () => now })
  const send = () => inject(callbacks, packet(command, { RoomId: String(now) }))
  const secondsOf = async () => (await get('api/overview')).json.seconds.map(({ second }: { second: number }) => second)
  await send()
  now += 1000
  await send()
  await send()
  t.same(await secondsOf(), [1_000_000_000, 1_000_000_001])
  now += 300_000
  await send()
  t.same(await secondsOf(), [1_000_000_301], 'a second takes the place of the one five minutes before')
  now -= 10_000
  await send()
  t.same(await secondsOf(), [1_000_000_291, 1_000_000_301])
  now = -500
  await send()
  t.same(await secondsOf(), [1_000_000_291, 1_000_000_301], 'what is older is not shown')
})
