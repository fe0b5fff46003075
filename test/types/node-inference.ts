import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  type Context,
  deny,
  type NodeHost,
  type RoomCallbackAfterDestroyRoom,
  roomCallbacks,
} from '@room-callbacks/node'
import { packet } from '@room-callbacks/testing'
import express from 'express'
import Koa from 'koa'
import { hasType } from './same.ts'

const callbacks = roomCallbacks('1400000000')
  .on('Room.CallbackAfterDestroyRoom', (event, context) => {
    hasType<RoomCallbackAfterDestroyRoom>()(event)
    hasType<Context<'Room.CallbackAfterDestroyRoom', NodeHost>>()(context)
    hasType<IncomingMessage>()(context.host.request)
    hasType<ServerResponse>()(context.host.response)
  })
  .on('Live.CallbackBeforeSendGift', () => deny())

const tenants = new Map<string, readonly string[]>()
roomCallbacks(
  async (sdkAppId) => {
    hasType<string>()(sdkAppId)
    return tenants.has(sdkAppId)
  },
  {
    token(sdkAppId) {
      hasType<string>()(sdkAppId)
      return tenants.get(sdkAppId)
    },
  },
).on('Room.CallbackAfterDestroyRoom', (event) => hasType<RoomCallbackAfterDestroyRoom>()(event))
roomCallbacks(1400000000, { token: async () => 'secret' })
roomCallbacks(1400000000, { token: async () => undefined })

createServer(callbacks)
createServer(callbacks.before(express()))
createServer(callbacks.before(new Koa().callback()))
createServer(callbacks.before((_request, response) => response.end()))

hasType<RoomCallbackAfterDestroyRoom>()(packet('Room.CallbackAfterDestroyRoom', { RoomId: 'r1', EventTime: undefined }))
