import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inject, packet } from '@room-callbacks/testing'
import { callbacks } from '../src/callbacks.ts'

const token = process.env['ROOM_CALLBACKS_TOKEN']

test('a room is noted', async () => {
  const room = packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId: 'room-1' } })
  const { status, outcome } = await inject(callbacks, room, { token })
  assert.deepEqual([status, outcome], [200, 'handled'])
})

test('few gifts pass, many are refused', async () => {
  const send = (Count: number) =>
    inject(callbacks, packet('Live.CallbackBeforeSendGift', { GiftWater: { Count } }), { token })
  assert.equal((await send(1)).answer.ErrorCode, 0)
  assert.equal((await send(500)).answer.ErrorCode, 102101)
})

test('a forged callback is refused', async () => {
  const { status } = await inject(callbacks, packet('Room.CallbackAfterCreateRoom'), { token: 'another' })
  assert.equal(status, 401)
})
