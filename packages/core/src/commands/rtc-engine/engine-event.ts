import Type, { type TSchema } from 'typebox'
import type { OrderKey, Placement, TimeField } from '../../protocol/command.ts'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Milliseconds } from '../fields.ts'

/** What `EventGroupId` means, with the constant of the documents where they print one. */
const groups = {
  1: '1, `EVENT_GROUP_ROOM`.',
  2: '2, `EVENT_GROUP_MEDIA`.',
  3: '3, cloud recording. Also for the files of a web page recording (54914).',
  4: '4, `EVENT_GROUP_CLOUD_PUBLISH`.',
  6: '6, `EVENT_GROUP_SCREEN_SHOT`.',
  7: '7, `EVENT_GROUP_STREAM_INGEST`; 62717 lists it as 4 by mistake.',
  8: '8, web page recording.',
  9: '9, `EVENT_GROUP_AI_SERVICE`; the tables of 66149 and 68331 print 4 by mistake.',
  10: '10, cloud slicing.',
  11: '11, cloud moderation.',
  14: '14, `EVENT_GROUP_CLOUD_TRANSCRIPTION`.',
  15: '15, AI conversation 2.0.',
} as const

/** What all events have. */
export const engineEnvelope: { readonly [field: string]: TSchema } = {
  EventGroupId: IntegerCode('The group of the event.'),
  CallbackTs: Type.Optional(Milliseconds('When it was sent; absent where `CallbackMsTs` is there.')),
  CallbackMsTs: Type.Optional(Milliseconds('When it was sent, in group 7 and through some gateways.')),
}

/** An event of RTC Engine as it is written down once. */
export interface EngineEventSource {
  readonly group: keyof typeof groups
  readonly type: number
  /** The constant of the documents, mixed case included. Left out where they print none. */
  readonly constant?: string
  readonly summary: string
  readonly documents: readonly string[]
  readonly placements?: readonly Placement[]
  /** Default: `EventMsTs`, else `EventTs`. `CallbackTs` is the time of sending, another one with each delivery. */
  readonly eventTime?: readonly TimeField[]
  /** Default: the room. */
  readonly orderKey?: OrderKey
  /** The members of `EventInfo`. */
  readonly info: { readonly [field: string]: TSchema }
}

/** When an event happened. */
export const eventTimes: readonly TimeField[] = [
  { path: 'EventInfo.EventMsTs', unit: 'ms' },
  { path: 'EventInfo.EventTs', unit: 's' },
]

/** The order of what has a task and no room. */
export const orderOfTask: OrderKey = { kind: 'task', paths: ['EventInfo.TaskId'] }

/** The order of what happens in a room. */
export const orderOfRoom: OrderKey = { kind: 'room', paths: ['EventInfo.RoomId'] }

/** The command of an event: its constant is its name, and its number another one. */
export function engineEvent(source: EngineEventSource): CommandSource {
  const { group, type, constant, summary, documents, placements, info } = source
  return {
    name: `RtcEngine.${constant ?? type}`,
    protocol: 'rtc-engine',
    phase: 'after',
    summary,
    products: ['rtc-engine'],
    documents,
    aliases: constant === undefined ? [] : [`RtcEngine.${type}`],
    ...(placements && { placements }),
    eventTime: source.eventTime ?? eventTimes,
    orderKey: source.orderKey ?? orderOfRoom,
    body: {
      ...engineEnvelope,
      EventGroupId: IntegerCode(groups[group]),
      EventType: Type.Literal(type, { description: constant ? `${type}, \`${constant}\`.` : `${type}.` }),
      EventInfo: Type.Object(info, { description: 'What happened.' }),
    },
  }
}
