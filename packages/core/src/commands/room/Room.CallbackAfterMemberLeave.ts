import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, List, Milliseconds, OpenEnum, RoomIdentifier, Text } from '../fields.ts'

/** Document 60734. */
export const command: CommandSource = {
  name: 'Room.CallbackAfterMemberLeave',
  phase: 'after',
  summary: 'Members left, were removed, or their heartbeat expired.',
  products: ['conference'],
  documents: ['60734'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Account('Acting user; the value for an expiry is not documented.'),
    RoomId: RoomIdentifier('Room id.'),
    MemberCount: Type.Optional(
      Count('People in the room now, by the Chinese page; the English page says capacity, a mistranslation.'),
    ),
    Type: Type.Optional(OpenEnum('How they left.', ['Leave', 'Kicked', 'Expired'])),
    Reason: Type.Optional(Text('Free text; its values are not documented.')),
    MemberList_Account: List('User ids that left.', Account('User id.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
