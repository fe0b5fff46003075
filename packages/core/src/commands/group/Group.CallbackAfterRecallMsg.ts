import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, List, Text } from '../fields.ts'
import { GroupEventTime, GroupId, GroupType } from './group-fields.ts'

/** Document 46979. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterRecallMsg',
  phase: 'after',
  summary: 'Messages of a group were recalled.',
  products: ['chat'],
  documents: ['46979'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    Operator_Account: Account('Who recalled them.'),
    Type: GroupType,
    GroupId,
    MsgSeqList: List(
      'The messages.',
      Type.Object({
        MsgSeq: Count('Sequence number of the message.'),
        MsgId: Type.Optional(Text('Message id of the client; only in the newest edition.')),
      }),
    ),
    TopicId: Type.Optional(Text('Topic of a community.')),
    EventTime: GroupEventTime,
  },
}
