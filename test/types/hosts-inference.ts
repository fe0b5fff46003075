import {
  type Context,
  type FastifyHost,
  roomCallbacks as fastifyCallbacks,
  type RoomCallbackAfterCreateRoom,
} from '@room-callbacks/fastify'
import { type FunctionHost, roomCallbacks as functionCallbacks } from '@room-callbacks/functions'
import { type HonoHost, roomCallbacks as honoCallbacks } from '@room-callbacks/hono'
import { allow, deny, type LiveCallbackBeforeSendGift, type NestHost, OnCallback } from '@room-callbacks/nestjs'
import { roomCallbacks, type WebHost } from '@room-callbacks/web'
import fastify from 'fastify'
import { Hono } from 'hono'
import { hasType } from './same.ts'

const web = roomCallbacks(1400000000).on('Room.CallbackAfterCreateRoom', (event, context) => {
  hasType<RoomCallbackAfterCreateRoom>()(event)
  hasType<Context<'Room.CallbackAfterCreateRoom', WebHost>>()(context)
  hasType<Request>()(context.host.request)
})
hasType<Promise<Response>>()(web.handler(new Request('https://example.com')))
hasType<Promise<Response> | undefined>()(web(new Request('https://example.com')))

const hono = honoCallbacks(1400000000).on('Live.CallbackBeforeSendGift', (event, context) => {
  hasType<LiveCallbackBeforeSendGift>()(event)
  hasType<HonoHost>()(context.host)
  return event.RoomId === 'free' ? allow() : deny(102101)
})
// An app keeps the types of its own bindings and variables.
new Hono<{ Bindings: { readonly TOKEN: string } }>()
  .use('/tencent', hono)
  .get('/', (context) => context.text(context.env.TOKEN))

const plugin = fastifyCallbacks(1400000000).on('Room.CallbackAfterCreateRoom', (event, context) => {
  hasType<RoomCallbackAfterCreateRoom>()(event)
  hasType<FastifyHost>()(context.host)
})
void fastify().register(plugin, { prefix: '/tencent' })
fastify().addHook('onRequest', plugin.onRequest)

functionCallbacks(1400000000).on('Room.CallbackAfterCreateRoom', (event, context) => {
  hasType<RoomCallbackAfterCreateRoom>()(event)
  hasType<FunctionHost>()(context.host)
})

export class Gifts {
  @OnCallback('Live.CallbackBeforeSendGift')
  async decide({ GiftWater }: LiveCallbackBeforeSendGift) {
    return GiftWater.Count < 100 ? allow() : deny(102101)
  }

  @OnCallback('Room.CallbackAfterCreateRoom')
  note(event: RoomCallbackAfterCreateRoom, context: Context<'Room.CallbackAfterCreateRoom', NestHost>) {
    return [event.RoomInfo.RoomId, context.idempotencyKey]
  }

  @OnCallback('Group.*')
  count() {}

  @OnCallback('error')
  report(error: Error) {
    return error.message
  }
}
