import Type, { type TSchema } from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, OpenEnum, RoomIdentifier, Seconds, Text } from '../fields.ts'

// Tables capitalise what samples print in small letters.
const mediaTypes = ['audio', 'video'] as const
const callTypes = ['single', 'group'] as const

const times = {
  EventTime: Seconds('When it happened.'),
  StartCallTs: Type.Optional(Seconds('When the call was started; may be absent.')),
  AcceptTs: Type.Optional(Seconds('When the call was accepted; may be absent.')),
  EndTs: Type.Optional(Seconds('When the call ended; may be absent.')),
}

const body = (between: { readonly [field: string]: TSchema }): CommandSource['body'] => ({
  UserId: Account('The user whose client reports it.'),
  RoomId: RoomIdentifier('The room of the call.'),
  TotalNum: Count('How many take part.'),
  MediaType: OpenEnum('Kind of call.', mediaTypes),
  CallType: OpenEnum('How many are called.', callTypes),
  CallId: Text('The call.'),
  Role: OpenEnum('What the user is in the call.', ['caller', 'callee']),
  ...between,
  ...times,
})

const results = ['cancel', 'reject', 'not_answer', 'normal_end', 'call_busy', 'interrupt'] as const

const eventWords = [
  'caller_start_call',
  'caller_call_accepted',
  'caller_call_missed',
  'caller_call_rejected',
  'caller_call_busy',
  'caller_cancel_call',
  'caller_call_failed',
  'caller_call_end',
  'caller_call_interrupted',
  'callee_receive_call',
  'callee_accept_call',
  'callee_not_answer_call',
  'callee_reject_call',
  'callee_ignore_call',
  'callee_call_canceled',
  'callee_call_end',
  'callee_call_interrupted',
  'invite_user',
  'join_in_group_call',
] as const

const events = [
  'start_call',
  'call_accepted',
  'call_missed',
  'call_rejected',
  'call_busy',
  'cancel_call',
  'call_failed',
  'call_end',
  'call_interrupted',
  'receive_call',
  'accept_call',
  'not_answer_call',
  'reject_call',
  'ignore_call',
  'call_canceled',
] as const

const common = {
  protocol: 'call-v1',
  phase: 'after',
  products: ['call'],
  eventTime: [{ path: 'EventTime', unit: 's' }],
  orderKey: { kind: 'call', paths: ['CallId'] },
} as const

/** The result of a whole call (60130). */
export const callStatus = (word: (typeof results)[number], summary: string): CommandSource => ({
  ...common,
  name: `CallV1.${word}`,
  summary,
  documents: ['60130', '1640/96228'],
  shape: {
    name: 'CallV1Status',
    description: 'The result of a call, once for each call. Document 60130.',
    commands: results.map((result) => `CallV1.${result}`),
  },
  body: body({ CallResult: OpenEnum('How the call ended; of a group call only `normal_end`.', results) }),
})

/** What happened to one party of a call (60129). */
export const callEvent = (word: (typeof eventWords)[number], summary: string): CommandSource => ({
  ...common,
  name: `CallV1.${word}`,
  summary,
  documents: ['60129', '1640/105734'],
  shape: {
    name: 'CallV1Event',
    description: 'What happened to one party of a call. Document 60129.',
    commands: eventWords.map((event) => `CallV1.${event}`),
  },
  body: body({
    Event: OpenEnum('What happened. Of `invite_user` and `join_in_group_call` no page prints it.', events),
    CallResult: Text('How the call ended; empty unless it did.'),
  }),
})
