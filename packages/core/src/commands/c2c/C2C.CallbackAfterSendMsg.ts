import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Count, Text } from '../fields.ts'
import { oneToOneMessage } from './one-to-one-message.ts'

/** Document 34365: sent also for a message that could not be delivered, and not for one that was refused. */
export const command: CommandSource = {
  name: 'C2C.CallbackAfterSendMsg',
  phase: 'after',
  summary: 'A one-to-one message was processed, also when it could not be delivered.',
  products: ['chat'],
  documents: ['34365'],
  eventTime: [{ path: 'MsgTime', unit: 's' }],
  orderKey: { kind: 'conversation', paths: ['From_Account', 'To_Account'] },
  body: {
    ...oneToOneMessage,
    SendMsgResult: Type.Optional(Count('0 for success, else an error code; absent in old editions.')),
    ErrorInfo: Type.Optional(Text('`send msg succeed`, or what went wrong; absent in old editions.')),
    UnreadMsgNum: Type.Optional(
      Count('Unread messages of the receiver in total, -1 when sending failed; absent in old editions.'),
    ),
  },
}
