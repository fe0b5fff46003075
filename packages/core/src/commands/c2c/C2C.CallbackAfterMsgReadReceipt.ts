import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, Text } from '../fields.ts'

/** Document 269/128223. */
export const command: CommandSource = {
  name: 'C2C.CallbackAfterMsgReadReceipt',
  phase: 'after',
  summary: 'A user read single messages, and sent receipts for them.',
  products: ['chat'],
  documents: ['269/128223'],
  orderKey: { kind: 'conversation', paths: ['Operator_Account', 'Peer_Account'] },
  body: {
    Operator_Account: Account('Who read, and sent the receipts.'),
    Peer_Account: Account('The other one of the conversation.'),
    // The table is flat, and leaves the list out.
    C2CMsgInfo: List(
      'The messages that were read.',
      Type.Object({
        From_Account: Account('The sender of the message.'),
        To_Account: Account('The receiver of the message.'),
        MsgKey: Text('The message.'),
        MsgId: Text('Message id of the client.'),
      }),
    ),
    EventTime: Milliseconds('When the receipts were sent.'),
  },
}
