import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { mock } from 'node:test'
import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { authorized } from './ask.ts'
import { type Inspected, inspected, type Test } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'

/** Opens a page. */
async function open({ page }: Inspected): Promise<ClientRequest> {
  const asking = request(`${page}api/stream`, { agent: false, headers: authorized }).end()
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  response.on('error', () => {}).resume()
  return asking
}

/** Closes it, and waits until the server knows. */
async function close(asking: ClientRequest, { get }: Inspected): Promise<void> {
  asking.destroy()
  await once(asking, 'close')
  await get('api/overview')
}

/** Sends one callback to each of these rooms. */
async function enter({ send }: Inspected, ...rooms: readonly string[]): Promise<void> {
  for (const RoomId of rooms) await send(packet(command, { RoomId }))
}

const recorded = async ({ get }: Inspected): Promise<string[]> =>
  (await get('api/overview')).json.callbacks.map(({ room }: { room: string }) => room)

const mirrored = async ({ get }: Inspected): Promise<string[]> =>
  (await get('api/rooms')).json.map(({ roomId }: { roomId: string }) => roomId)

function holdTimers(t: Test): void {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
}

t.test('told so, it records only while a page is open, and a minute after', async (t) => {
  holdTimers(t)
  const receiver = await inspected(t, { record: 'watched' })
  t.equal((await receiver.get('api/overview')).json.record, 'watched')
  await enter(receiver, 'before')
  t.same(await recorded(receiver), [])
  const first = await open(receiver)
  const second = await open(receiver)
  await enter(receiver, 'watched')
  await close(first, receiver)
  mock.timers.tick(60_000)
  await enter(receiver, 'still watched')
  await close(second, receiver)
  mock.timers.tick(59_000)
  await enter(receiver, 'a minute after')
  t.same(await recorded(receiver), ['a minute after', 'still watched', 'watched'])
  t.same(await mirrored(receiver), ['a minute after', 'still watched', 'watched'])
  mock.timers.tick(1000)
  await enter(receiver, 'later')
  t.same(await recorded(receiver), ['a minute after', 'still watched', 'watched'], 'the history stays')
  t.same(await mirrored(receiver), [], 'but who is in a room by now is not known')
})

t.test('a page that is opened again goes on', async (t) => {
  holdTimers(t)
  const receiver = await inspected(t, { record: 'watched' })
  await close(await open(receiver), receiver)
  mock.timers.tick(59_000)
  const page = await open(receiver)
  mock.timers.tick(3_600_000)
  await enter(receiver, 'r1')
  t.same(await recorded(receiver), ['r1'])
  await close(page, receiver)
})

t.test('once it is closed, no page makes it record', async (t) => {
  const receiver = await inspected(t, { record: 'watched' })
  receiver.close()
  const page = await open(receiver)
  await enter(receiver, 'r1')
  t.same(await recorded(receiver), [])
  await close(page, receiver)
})

t.test('in production it records while it is watched, unless it is told to record always', async (t) => {
  const before = process.env['NODE_ENV']
  t.teardown(() => {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  })
  const recordOf = async (options: object) => (await (await inspected(t, options)).get('api/overview')).json.record
  for (const development of ['', 'development', 'test']) {
    process.env['NODE_ENV'] = development
    t.equal(await recordOf({}), 'always', development)
  }
  for (const production of ['production', 'Production', 'prod', 'staging']) {
    process.env['NODE_ENV'] = production
    t.equal(await recordOf({}), 'watched', production)
    t.equal(await recordOf({ record: 'always' }), 'always')
  }
})
