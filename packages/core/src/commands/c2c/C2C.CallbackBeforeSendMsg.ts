import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Milliseconds } from '../fields.ts'
import { MessageReplacement } from '../message-body.ts'
import { oneToOneMessage } from './one-to-one-message.ts'

/** Document 34364 (269/1632). */
export const command: CommandSource = {
  name: 'C2C.CallbackBeforeSendMsg',
  phase: 'before',
  summary: 'A one-to-one message is about to be delivered.',
  products: ['chat'],
  documents: ['34364', '269/1632'],
  answer: {
    verdicts: ['allow', 'deny', 'drop', 'replace'],
    codes: [120001, 130000],
    platformDefault: 'allow',
    fields: { replace: MessageReplacement },
  },
  eventTime: [
    { path: 'EventTime', unit: 'ms' },
    { path: 'MsgTime', unit: 's' },
  ],
  orderKey: { kind: 'conversation', paths: ['From_Account', 'To_Account'] },
  body: {
    ...oneToOneMessage,
    FriendShip: Type.Optional(IntegerCode('Undocumented; 3 in a packet of 2018.')),
    EventTime: Type.Optional(Milliseconds('When it happened; only in newer Chinese editions.')),
  },
}
