import Type, { type TObject, type TOptional, type TSchema } from 'typebox'
import { Account, AnyObject, IntegerCode, Milliseconds, RoomIdentifier, Seconds, Text } from '../fields.ts'

type Members = { readonly [field: string]: TSchema }

/** The room, a number in one packet and a text in the next, also for one room (39558). */
export const RoomId: TSchema = RoomIdentifier('Room id.')

const EventTs: TOptional<TSchema> = Type.Optional(
  Seconds('When it happened; absent where a newer edition has `EventMsTs` alone.'),
)

/** Absent in the older editions of groups 1 to 3, and in the guide 72325. */
const EventMsTs: TOptional<TSchema> = Type.Optional(
  Milliseconds('When it happened; absent in older editions, where `EventTs` says it.'),
)

export const TaskId: TSchema = Text('The task. It may end with one or two dots, and hold `+`, `-` and `/`.')

const RoomIdType: TSchema = IntegerCode('0: the room id is a number. 1: it is a text.')

/** Groups 1 and 2 (39558). */
export const roomEvent: Members = { RoomId, EventTs, EventMsTs }

export const UserId: TSchema = Account('User id.')

export const Role: TSchema = IntegerCode('20: anchor, `MEMBER_TRTC_ANCHOR`. 21: audience, `MEMBER_TRTC_VIEWER`.')

export const UniqueId: TOptional<TSchema> = Type.Optional(
  IntegerCode('Absent for apps that began to use callbacks after 30 July 2021.'),
)

/** An object of the documented members. */
export const Payload = (members: Members): TObject => Type.Object(members, { description: 'What happened in detail.' })

/** The payload of a type of which no page shows the members. */
export const UnknownPayload: TSchema = AnyObject('Its members are not documented.')

/** Success or failure, as the groups 3, 7, 9, 10, 11 and 14 write it. */
export const Status: TSchema = IntegerCode('0: it succeeded. 1: it failed.')

/** Group 3 (54914, 45169). */
export const recordingTask: Members = {
  RoomId,
  EventTs,
  EventMsTs,
  UserId: Account('The robot that records.'),
  TaskId,
}

/** Group 8, web page recording (54914). */
export const pageEvent = (status: string): Members => ({
  EventMsTs: Milliseconds('When it happened.'),
  TaskId,
  Payload: Payload({ Status: IntegerCode(status), EventMessage: Text('Free text.') }),
})

/** Groups 9 (66149, 68331) and 15 (647/139212). */
export const aiEvent = (payload: TSchema): Members => ({
  EventMsTs: Milliseconds('When it happened.'),
  TaskId,
  RoomId,
  RoomIdType,
  Payload: payload,
})

/** Group 14 (80094, 647/129976). */
export const transcriptionEvent = (payload: TSchema): Members => ({
  EventMsTs: Milliseconds('When it happened.'),
  TaskId,
  RoomId,
  RoomIdType,
  RobotId: Account('The robot that listens.'),
  Payload: payload,
})

const Maybe = Type.Optional

/** Group 10, cloud slicing (73393). No page shows a packet, so that all of it may be absent. */
export const sliceEvent = (payload: TSchema): Members => ({
  RoomId: Maybe(RoomId),
  EventTs,
  EventMsTs,
  UserId: Maybe(Account('The robot that slices.')),
  TaskId: Maybe(TaskId),
  Payload: Maybe(payload),
})

/** Group 11, cloud moderation (73394). */
export const moderationEvent = (payload: TSchema): Members => ({
  RoomId,
  EventTs: Seconds('When it happened.'),
  EventMsTs: Milliseconds('When it happened; prefer it to `EventTs`.'),
  UserId: Account('The robot that moderates.'),
  TaskId,
  Payload: payload,
})

/** The round of a conversation between a user and the AI. */
export const RoundId: TSchema = Text('The round of the conversation.')
