import {
  allow,
  type Context,
  deny,
  drop,
  type ExpressHost,
  type LiveCallbackBeforeSendGift,
  type RoomCallbackAfterCreateRoom,
  replace,
  roomCallbacks,
} from '@room-callbacks/express'
import express, { type Request, Router } from 'express'
import { hasType } from './same.ts'

const app = express()

// Two chained handlers, both inferred from the name alone.
app.use(
  roomCallbacks(1400000000)
    .on('Room.CallbackAfterCreateRoom', (event, context) => {
      hasType<RoomCallbackAfterCreateRoom>()(event)
      hasType<Context<'Room.CallbackAfterCreateRoom', ExpressHost>>()(context)
      hasType<string>()(event.RoomInfo.RoomId)
      hasType<string | undefined>()(event.RoomInfo.RoomName)
      hasType<Request>()(context.host.request)
    })
    .on('Live.CallbackBeforeSendGift', (event) => {
      hasType<LiveCallbackBeforeSendGift>()(event)
      return event.RoomId === 'free' ? allow() : deny(102101, 'Not enough coins')
    }),
)

const callbacks = roomCallbacks(['1400000000', 1400000001], { token: ['new', 'old'], deadline: 1000 })
  .on('Group.CallbackBeforeSendMsg', async ({ From_Account, MsgBody }) => {
    hasType<string>()(From_Account)
    if (MsgBody.length === 0) return drop()
    return MsgBody.length === 1 ? replace({ MsgBody }) : allow()
  })
  .on('*', (_event, { command, attempt, signal }) => {
    hasType<number>()(attempt)
    hasType<AbortSignal>()(signal)
    return command.length
  })
  .on('unknown', (packet) => hasType<unknown>()(packet['RoomId']))
  .on('rejected', ({ raw, host }) => {
    hasType<Uint8Array | undefined>()(raw)
    hasType<ExpressHost>()(host)
  })
  .on('error', (error, context) => {
    hasType<string | undefined>()(context?.command)
    return error.code === 'handler-failed' ? error.cause : error.advice
  })
  .off('*')

app.use('/tencent', callbacks)
Router().use(callbacks)

// A route that it stands in keeps the types of its own parameters.
app.post('/callbacks/:tenant', callbacks, (request, response) => {
  hasType<string>()(request.params.tenant)
  response.end()
})

hasType<Promise<void>>()(callbacks.close({ timeout: 10_000 }))
hasType<readonly string[]>()(callbacks.registered())
