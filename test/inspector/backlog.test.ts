import { once } from 'node:events'
import { request } from 'node:http'
import { mock } from 'node:test'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { settled } from '../core/receiver.ts'
import { authorized } from './ask.ts'
import { inspected, type Test } from './inspected.ts'

const command = 'Room.CallbackAfterCreateRoom'

/** A receiver whose handler spoils the room r0, so that it cannot be mirrored; and what its error hook was told. */
async function spoiled(t: Test) {
  // However slow the machine is, no second passes unless a test says so.
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const errors: unknown[] = []
  const receiver = await inspected(t, {}, {}, (callbacks) => {
    callbacks.on('error', (error) => errors.push(error))
    callbacks.on(command, (event) => {
      if (event.RoomInfo.RoomId === 'r0') Object.assign(event, { RoomInfo: { RoomId: 0 } })
    })
  })
  const create = (RoomId: string, CustomInfo = '') =>
    inject(receiver.callbacks, packet(command, { RoomInfo: { RoomId, CustomInfo } }))
  return { ...receiver, errors, create }
}

const failure = [{ code: 'hook-failed', message: /the inspector/, cause: { name: 'TypeError' } }]

t.test('callbacks recorded without a viewer are there when the first viewer comes', async (t) => {
  const { create, get, errors } = await spoiled(t)
  t.equal((await create('r0')).outcome, 'handled')
  await create('r1')
  await settled()
  t.same(errors, [])
  t.match((await get('api/rooms')).json, [{ roomId: 'r1' }], 'a handler that spoils its event costs no other room')
  t.match(errors, failure)
  t.equal((await get('api/overview')).json.totals.seen, 2)
  t.equal(errors.length, 1)
})

t.test('many callbacks are recorded without a viewer', async (t) => {
  const { create, errors } = await spoiled(t)
  for (let index = 0; index < 31; index++) await create(`r${index}`)
  await settled()
  t.same(errors, [])
  await create('r31')
  await settled()
  t.match(errors, failure)
})

t.test('large packets are recorded at once', async (t) => {
  const { create, errors } = await spoiled(t)
  await create('r0', 'x'.repeat(70_000))
  await settled()
  t.match(errors, failure)
})

t.test('no request is held for longer than a second', async (t) => {
  const { create, errors } = await spoiled(t)
  for (let second = 1; second <= 2; second++) {
    await create('r0', `${second}`)
    mock.timers.tick(999)
    await settled()
    t.equal(errors.length, second - 1)
    mock.timers.tick(1)
    await settled()
    t.equal(errors.length, second)
  }
  t.match(errors, [...failure, ...failure])
})

t.test('while a page is open, each is recorded as it comes', async (t) => {
  const { create, errors, page } = await spoiled(t)
  const following = request(`${page}api/stream`, { headers: authorized }).end()
  t.teardown(() => following.destroy())
  await once(following, 'response')
  await create('r0')
  await settled()
  t.match(errors, failure)
})

t.test('a caller whose connection is closed by now keeps its address', async (t) => {
  const { send, get } = await spoiled(t)
  await send(packet(command, { RoomInfo: { RoomId: 'r1' } }))
  t.match((await get('api/callbacks/1')).json, { remoteAddress: /127\.0\.0\.1$/ })
})
