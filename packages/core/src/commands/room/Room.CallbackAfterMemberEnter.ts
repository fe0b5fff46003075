import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, List, Milliseconds, OpenEnum, RoomIdentifier } from '../fields.ts'

/** Document 60735. */
export const command: CommandSource = {
  name: 'Room.CallbackAfterMemberEnter',
  phase: 'after',
  summary: 'Members entered a room.',
  products: ['conference'],
  documents: ['60735'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Account('Acting user.'),
    RoomId: RoomIdentifier('Room id.'),
    MemberCount: Type.Optional(
      Count('People in the room now, by the Chinese page; the English page says capacity, a mistranslation.'),
    ),
    Type: Type.Optional(OpenEnum('How they entered.', ['Enter'])),
    MemberList_Account: List('User ids that entered.', Account('User id.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
