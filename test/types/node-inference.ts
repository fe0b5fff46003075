import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  type Context,
  deny,
  type NodeHost,
  type RecordingPayload,
  type RoomCallbackAfterDestroyRoom,
  type RtcEngineEVENT_TYPE_ENTER_ROOM,
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
  .on('RtcEngine.EVENT_TYPE_ENTER_ROOM', (event, context) => {
    hasType<RtcEngineEVENT_TYPE_ENTER_ROOM>()(event)
    hasType<Context<'RtcEngine.EVENT_TYPE_ENTER_ROOM', NodeHost>>()(context)
    hasType<103>()(event.EventType)
    hasType<string>()(event.EventInfo.RoomId)
  })
  .on('RtcEngine.1501', ({ EventInfo }) => hasType<{ [key: string]: unknown }>()(EventInfo.Payload))

// One function for the recordings of all three kinds of callback.
const stored = ({ TencentVod, FileMessage }: RecordingPayload): (string | undefined)[] => [
  TencentVod?.VideoUrl,
  ...(FileMessage ?? []).map(({ FileName }) => FileName),
]
callbacks
  .on('RtcEngine.EVENT_TYPE_CLOUD_RECORDING_MP4_STOP', ({ EventInfo }) => stored(EventInfo.Payload))
  .on('RtcEngine.EVENT_TYPE_CLOUD_RECORDING_VOD_COMMIT', ({ EventInfo }) => stored(EventInfo.Payload))
  .on('Live.CallbackAfterCloudRecordingChanged', ({ EventInfo }) => stored(EventInfo.Payload ?? {}))
  .on('Call.CallbackAfterRecordChanged', ({ Callback }) => stored(Callback.EventInfo.Payload ?? {}))
  .on('*', (event) => {
    if (event.CallbackCommand === 'Room.CallbackAfterDestroyRoom') hasType<RoomCallbackAfterDestroyRoom>()(event)
    if ('EventInfo' in event && event.CallbackCommand === undefined) hasType<number>()(event.EventGroupId)
  })

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
