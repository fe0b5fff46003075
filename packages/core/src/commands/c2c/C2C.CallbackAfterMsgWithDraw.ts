import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, Milliseconds, Text } from '../fields.ts'

/** Documents 43466 and 269/61697; the D of `WithDraw` is a capital one. */
export const command: CommandSource = {
  name: 'C2C.CallbackAfterMsgWithDraw',
  phase: 'after',
  summary: 'A one-to-one message was recalled.',
  products: ['chat'],
  documents: ['43466', '269/61697'],
  orderKey: { kind: 'conversation', paths: ['From_Account', 'To_Account'] },
  body: {
    From_Account: Account('The sender of the message; who recalled it is not told.'),
    To_Account: Account('The receiver of the message.'),
    MsgKey: Text('The message.'),
    UnreadMsgNum: Type.Optional(Count('Unread messages of the receiver in total; absent in the Chinese sample.')),
    EventTime: Type.Optional(Milliseconds('When it happened; absent in the international samples.')),
  },
}
