import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, IntegerCode, Text } from '../fields.ts'
import { MessageBody, MessageReplacement } from '../message-body.ts'
import { GroupEventTime, GroupId, GroupType, groupCodes } from './group-fields.ts'

/** Document 74347, a Chat command (34374, 269/1619) that Live lists. */
export const command: CommandSource = {
  name: 'Group.CallbackBeforeSendMsg',
  phase: 'before',
  summary: 'A room message is about to be delivered.',
  products: ['live', 'chat'],
  documents: ['74347', '34374', '269/1619'],
  answer: {
    verdicts: ['allow', 'deny', 'drop', 'replace'],
    codes: groupCodes,
    platformDefault: 'allow',
    fields: { replace: MessageReplacement },
  },
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    From_Account: Account('The sender.'),
    Operator_Account: Type.Optional(
      Account(
        'The requester; tells messages sent by the administrator. Absent in the oldest Chat edition and in packets of 2016 and 2018.',
      ),
    ),
    Random: Type.Optional(Count('Random number of 32 bits; absent in the same.')),
    MsgId: Type.Optional(Text('Message id of the client; absent in Chat editions.')),
    MsgBody: MessageBody,
    CloudCustomData: Type.Optional(Text('Free data stored with the message.')),
    OnlineOnlyFlag: Type.Optional(IntegerCode('1 for a message that is not stored, else 0.')),
    TopicId: Type.Optional(Text('Topic of a community.')),
    MsgPriority: Type.Optional(Text('Undocumented; `Normal` in packets of 2022.')),
    EventTime: GroupEventTime,
  },
}
