import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, Milliseconds, Seconds } from '../fields.ts'

/** Documents 43465 and 269/61696, whose samples differ. */
export const command: CommandSource = {
  name: 'C2C.CallbackAfterMsgReport',
  phase: 'after',
  summary: 'A user read a conversation.',
  products: ['chat'],
  documents: ['43465', '269/61696'],
  eventTime: [
    { path: 'EventTime', unit: 'ms' },
    { path: 'LastReadTime', unit: 's' },
  ],
  orderKey: { kind: 'conversation', paths: ['Report_Account', 'Peer_Account'] },
  body: {
    Report_Account: Account('Who read.'),
    Peer_Account: Account('The other one of the conversation.'),
    LastReadTime: Seconds('All messages of this conversation before it are read.'),
    UnreadMsgNum: Type.Optional(Count('Unread messages of the reader in total; absent in the Chinese sample.')),
    EventTime: Type.Optional(Milliseconds('When it happened; absent in the international samples.')),
  },
}
