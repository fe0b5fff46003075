import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Count, List, Milliseconds } from '../fields.ts'
import { GroupId, GroupType, Members } from './group-fields.ts'

/** Document 60395; not for communities. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterReadReceipt',
  phase: 'after',
  summary: 'Members read messages of a group, and sent receipts for them.',
  products: ['chat'],
  documents: ['60395'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    GroupMsgReceiptList: List(
      'The messages.',
      Type.Object({
        MsgSeq: Count('Sequence number of the message.'),
        ReadNum: Count('How many members have read it.'),
        UnreadNum: Count('How many members have not.'),
        ReadReceiptMembers: Members('Who read it now.'),
      }),
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
