import fastify from 'fastify'
import { Type } from 'typebox'
import { handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const optional = (type) => Type.Optional(type)
const text = Type.String()
const integer = Type.Integer()
const flag = Type.Boolean()

const createRoomPacket = Type.Object({
  CallbackCommand: text,
  Operator_Account: text,
  RoomInfo: Type.Object({
    RoomId: text,
    RoomName: optional(text),
    RoomType: optional(text),
    Owner_Account: optional(text),
    MaxMemberCount: optional(integer),
    MaxSeatCount: optional(integer),
    IsVideoDisabled: optional(flag),
    IsAudioDisabled: optional(flag),
    IsMessageDisabled: optional(flag),
    IsScreenSharingDisabled: optional(flag),
    IsCloudRecordingDisabled: optional(flag),
    CustomInfo: optional(text),
    ScheduleStartTime: optional(integer),
    ScheduleEndTime: optional(integer),
    RoomStatus: optional(text),
    IsSeatEnabled: optional(flag),
    TakeSeatMode: optional(text),
    CreateTime: optional(integer),
  }),
  ScheduleInviteeList_Account: optional(Type.Array(text)),
  EventTime: integer,
})

const answer = Type.Object({ ActionStatus: text, ErrorInfo: text, ErrorCode: integer })

const app = fastify()
app.post('/callbacks', { schema: { body: createRoomPacket, response: { 200: answer } } }, async (request) => {
  handle(request.body)
  return ok
})

await app.ready()
serve(app.server)
