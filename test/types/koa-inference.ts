import Router from '@koa/router'
import {
  allow,
  type Context,
  deny,
  type KoaHost,
  type RoomCallbackAfterMemberEnter,
  roomCallbacks,
} from '@room-callbacks/koa'
import Koa from 'koa'
import { hasType } from './same.ts'

const callbacks = roomCallbacks(1400000000, { fallback: { 'Live.CallbackBeforeSendGift': 'deny' } })
  .on('Room.CallbackAfterMemberEnter', (event, context) => {
    hasType<RoomCallbackAfterMemberEnter>()(event)
    hasType<Context<'Room.CallbackAfterMemberEnter', KoaHost>>()(context)
    hasType<string>()(context.host.ip)
  })
  .on('Live.CallbackBeforeSendGift', async ({ RoomId }) => (RoomId === 'free' ? allow() : deny()))

new Koa().use(callbacks).use(async (context, next) => {
  hasType<string>()(context.ip)
  await next()
})

interface Session {
  user: string
}

// An app with a state of its own takes the middleware, and keeps its state.
new Koa<Session>().use(callbacks).use(({ state }) => hasType<string>()(state.user))

new Router().use(callbacks).post('/callbacks/:tenant', callbacks, ({ params }) => {
  hasType<string>()(params['tenant'] as string)
})
