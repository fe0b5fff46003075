import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { messageExtension } from '../message-extension.ts'

/** Document 76006. */
export const command: CommandSource = {
  name: 'C2C.CallbackAfterC2CMsgExtension',
  phase: 'after',
  summary: 'The extensions of a one-to-one message were set, deleted or cleared.',
  products: ['chat'],
  documents: ['76006'],
  orderKey: { kind: 'conversation', paths: ['From_Account', 'To_Account'] },
  body: {
    From_Account: Account('The sender of the message.'),
    To_Account: Account('The receiver of the message.'),
    MsgKey: Text('The message.'),
    ...messageExtension,
  },
}
