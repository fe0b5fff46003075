import Type from 'typebox'
import { oneToOneMessage } from '../c2c/one-to-one-message.ts'
import type { CommandSource } from '../command-source.ts'
import { Count, Milliseconds, Seconds, Text } from '../fields.ts'

/** Document 68952 (269/90407). */
export const command: CommandSource = {
  name: 'Bot.OnC2CMessage',
  phase: 'after',
  summary: 'A user sent a message to a robot.',
  products: ['chat'],
  documents: ['68952', '269/90407'],
  orderKey: { kind: 'conversation', paths: ['From_Account', 'To_Account'] },
  body: {
    ...oneToOneMessage,
    MsgSeq: Count('Sequence number of 32 bits.'),
    MsgRandom: Count('Random number of 32 bits.'),
    MsgTime: Seconds('When it was sent. Messages are in the order of `MsgTime`, then `MsgSeq`.'),
    MsgKey: Text('Handle for recalling.'),
    SendMsgResult: Type.Optional(Count('0 for success, else an error code.')),
    ErrorInfo: Type.Optional(Text('`send msg succeed`, or what went wrong.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
