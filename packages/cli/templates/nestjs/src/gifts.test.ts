import 'reflect-metadata'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { NestFactory } from '@nestjs/core'
import { ROOM_CALLBACKS, type RoomCallbacks } from '@room-callbacks/nestjs'
import { inject, packet } from '@room-callbacks/testing'
import { AppModule } from './app.module.js'

const token = process.env['ROOM_CALLBACKS_TOKEN']
const app = await NestFactory.create(AppModule, { logger: false })
await app.init()
after(() => app.close())
const callbacks = app.get<RoomCallbacks<object>>(ROOM_CALLBACKS)

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
