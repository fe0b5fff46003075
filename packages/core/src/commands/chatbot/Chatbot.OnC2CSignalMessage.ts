import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, Milliseconds, Text } from '../fields.ts'

/** Document 269/103730; its `MsgKey` is random, sequence number, time. */
export const command: CommandSource = {
  name: 'Chatbot.OnC2CSignalMessage',
  phase: 'answering',
  summary: 'A user sent custom data to an AI robot, which gets the data of the answer.',
  products: ['chat'],
  documents: ['269/103730'],
  answer: {
    verdicts: [],
    platformDefault: 'deny',
    fields: { answer: Type.Object({ RspData: Text('What the robot is handed.') }, { additionalProperties: false }) },
  },
  orderKey: { kind: 'conversation', paths: ['From_Account', 'To_Account'] },
  body: {
    From_Account: Account('The user.'),
    To_Account: Account('The robot, `@RBT#001` say.'),
    MsgSeq: Count('Sequence number of 32 bits.'),
    MsgRandom: Count('Random number of 32 bits.'),
    MsgKey: Text('The message.'),
    EventTime: Milliseconds('When it happened.'),
    Data: Text('The data; JSON in the sample.'),
  },
}
