import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, Milliseconds, Text } from '../fields.ts'
import { MessageBody } from '../message-body.ts'
import { GroupId } from './group-fields.ts'

/** Document 269/129193: a streaming robot edits one message many times. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterModifyMsg',
  phase: 'after',
  summary: 'A group message was edited.',
  products: ['chat'],
  documents: ['269/129193'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    MsgBody: MessageBody,
    Operator_Account: Account('Who edited it.'),
    GroupId,
    TopicId: Type.Optional(Text('Topic of a community; an empty string, or absent, when there is none.')),
    MsgSeq: Count('Sequence number of the edited message.'),
    CloudCustomData: Type.Optional(Text('Free data after the edit; absent in the sample.')),
    EventTime: Milliseconds('When it was edited.'),
  },
}
