import type { CommandSource } from '../command-source.ts'
import { Seconds, Text } from '../fields.ts'
import { accountMessage, officialAccount } from './official-account-fields.ts'

/** Document 60804. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterSendMsg',
  phase: 'after',
  summary: 'A message of an official account was sent.',
  products: ['chat'],
  documents: ['60804'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    MsgKey: Text('The message.'),
    MsgTime: Seconds('When it was sent.'),
    ...accountMessage,
  },
}
