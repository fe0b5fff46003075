import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, Milliseconds, Seconds, Text } from '../fields.ts'
import { MessageBody } from '../message-body.ts'

/** Document 269/128224: a streaming robot edits one message many times. */
export const command: CommandSource = {
  name: 'C2C.CallbackAfterModifyMsg',
  phase: 'after',
  summary: 'A one-to-one message was edited, by a client or through REST.',
  products: ['chat'],
  documents: ['269/128224'],
  orderKey: { kind: 'conversation', paths: ['From_Account', 'To_Account'] },
  body: {
    Operator_Account: Account('Who edited it.'),
    From_Account: Account('The sender of the message.'),
    To_Account: Account('The receiver of the message.'),
    MsgSeq: Count('Sequence number of the original message.'),
    MsgRandom: Count('Random number of the original message.'),
    MsgTime: Seconds('When the original message was sent.'),
    MsgKey: Text('The key that the original message had.'),
    MsgBody: MessageBody,
    CloudCustomData: Type.Optional(Text('Free data after the edit; REST can edit the body alone.')),
    EventTime: Milliseconds('When it was edited.'),
  },
}
