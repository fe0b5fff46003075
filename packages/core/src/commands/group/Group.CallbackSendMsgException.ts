import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, IntegerCode, Text } from '../fields.ts'
import { MessageBody } from '../message-body.ts'
import { GroupEventTime, GroupId, GroupType } from './group-fields.ts'

/** Document 49462: the packet of the Before command, and why it failed. */
export const command: CommandSource = {
  name: 'Group.CallbackSendMsgException',
  phase: 'after',
  summary: 'A group message could not be sent.',
  products: ['chat'],
  documents: ['49462'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    From_Account: Account('The sender.'),
    Operator_Account: Type.Optional(Account('The requester; absent in group messages of old editions and packets.')),
    Random: Type.Optional(Count('Random number of 32 bits; absent in the same.')),
    OnlineOnlyFlag: Type.Optional(IntegerCode('1 for a message that is not stored, else 0.')),
    MsgBody: MessageBody,
    CloudCustomData: Type.Optional(Text('Free data stored with the message.')),
    ErrorCode: Count('Why it failed, 10023 say; not the code of the answer.'),
    ErrorInfo: Text('The same in words.'),
    EventTime: GroupEventTime,
  },
}
