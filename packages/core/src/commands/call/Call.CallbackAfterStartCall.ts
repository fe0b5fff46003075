import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, IntegerCode, List, Milliseconds, OpenEnum, RoomIdentifier, Text } from '../fields.ts'

/** Document 68941, whose table is flat and calls the kind of media `MediaType`. */
export const command: CommandSource = {
  name: 'Call.CallbackAfterStartCall',
  phase: 'after',
  summary: 'A call was started.',
  products: ['call'],
  documents: ['68941'],
  placements: [{ from: ['CallInfo', 'MediaType'], to: ['CallInfo', 'CallMediaType'] }],
  orderKey: { kind: 'call', paths: ['CallInfo.CallId'] },
  body: {
    CallInfo: Type.Object(
      {
        CallId: Text('The call.'),
        CallMediaType: Type.Optional(OpenEnum('Kind of media.', ['Video', 'Audio'])),
        ChatGroupId: Type.Optional(RoomIdentifier('The group of a group call; empty otherwise.')),
        RoomId: Type.Optional(RoomIdentifier('Room id; may be empty.')),
        RoomIdType: Type.Optional(IntegerCode('1 for a room id of digits, 2 for a text.')),
      },
      { description: 'The call.' },
    ),
    UserList: List(
      'Who takes part.',
      Type.Object({
        // An integer beyond 2^53 in the sample.
        User_Account: Account('User id.'),
        Status: OpenEnum('Whether the user is in the call.', ['Calling', 'Waiting']),
      }),
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
