import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, List, Milliseconds, RoomIdentifier } from '../fields.ts'

/** Document 269/128225: covers groups, too. */
export const command: CommandSource = {
  name: 'C2C.CallbackAfterMsgReadAll',
  phase: 'after',
  summary: 'A user cleared all counters of unread messages.',
  products: ['chat'],
  documents: ['269/128225'],
  orderKey: { kind: 'user', paths: ['Report_Account'] },
  body: {
    Report_Account: Account('Whose counters were cleared.'),
    EventTime: Milliseconds('When it happened.'),
    GroupReadInfo: List(
      'Up to which message groups are read.',
      Type.Object({ GroupId: RoomIdentifier('Group id.'), MsgSeq: Count('Sequence number of the message.') }),
    ),
  },
}
