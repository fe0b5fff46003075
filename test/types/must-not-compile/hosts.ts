import * as fastify from '@room-callbacks/fastify'
import * as functions from '@room-callbacks/functions'
import * as hono from '@room-callbacks/hono'
import { allow, drop, type LiveCallbackBeforeSendGift, OnCallback, RoomCallbacksModule } from '@room-callbacks/nestjs'
import * as web from '@room-callbacks/web'

// @ts-expect-error web: a command that does not exist
web.roomCallbacks(1400000000).on('Room.CallbackAfterCreateRom', () => {})
// @ts-expect-error web: a Before handler that decides nothing
web.roomCallbacks(1400000000).on('Live.CallbackBeforeSendGift', () => {})
// @ts-expect-error web: an option that does not exist
web.roomCallbacks(1400000000, { waitsUntil: 'process' })
// @ts-expect-error web: a platform that is not known
web.roomCallbacks(1400000000, { waitUntil: 'proces' })
// @ts-expect-error hono: a command that does not exist
hono.roomCallbacks(1400000000).on('Room.CallbackAfterCreateRom', () => {})
// @ts-expect-error hono: a Before handler that decides nothing
hono.roomCallbacks(1400000000).on('Live.CallbackBeforeSendGift', async () => {})
// @ts-expect-error hono: a field that the context lacks
hono.roomCallbacks(1400000000).on('*', (_event, { host }) => host.request)
// @ts-expect-error fastify: a command that does not exist
fastify.roomCallbacks(1400000000).on('Room.CallbackAfterCreateRom', () => {})
// @ts-expect-error fastify: a Before handler that decides nothing
fastify.roomCallbacks(1400000000).on('Live.CallbackBeforeSendGift', () => {})
// @ts-expect-error fastify: an option of another host
fastify.roomCallbacks(1400000000, { waitUntil: 'process' })
// @ts-expect-error functions: a command that does not exist
functions.roomCallbacks(1400000000).on('Room.CallbackAfterCreateRom', () => {})
// @ts-expect-error functions: a Before handler that decides nothing
functions.roomCallbacks(1400000000).on('Live.CallbackBeforeSendGift', () => {})
// @ts-expect-error functions: an event that is none
void functions.roomCallbacks(1400000000).lambda('event')

// @ts-expect-error nestjs: an option that does not exist
RoomCallbacksModule.forRoot(1400000000, { paths: '/tencent' })
// @ts-expect-error nestjs: a factory that gives no app
RoomCallbacksModule.forRootAsync({ useFactory: () => ({ token: 'a-token' }) })

export class Gifts {
  // @ts-expect-error nestjs: a command that does not exist
  @OnCallback('Live.CallbackBeforeSendGif')
  wrongName() {
    return allow()
  }

  // @ts-expect-error nestjs: a method that decides nothing
  @OnCallback('Live.CallbackBeforeSendGift')
  decideNothing() {}

  // @ts-expect-error nestjs: a method that decides nothing, later
  @OnCallback('Live.CallbackBeforeSendGift')
  async decideNothingLater() {}

  // @ts-expect-error nestjs: a gift cannot be dropped
  @OnCallback('Live.CallbackBeforeSendGift')
  drop() {
    return drop()
  }

  // @ts-expect-error nestjs: the event of another command
  @OnCallback('Room.CallbackAfterCreateRoom')
  take(event: LiveCallbackBeforeSendGift) {
    return event.GiftWater
  }
}
