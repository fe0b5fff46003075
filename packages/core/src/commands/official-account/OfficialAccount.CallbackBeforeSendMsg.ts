import type { CommandSource } from '../command-source.ts'
import { MessageReplacement } from '../message-body.ts'
import { accountMessage, officialAccount } from './official-account-fields.ts'

/** Document 60803. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackBeforeSendMsg',
  phase: 'before',
  summary: 'A message of an official account is about to be delivered.',
  products: ['chat'],
  documents: ['60803'],
  answer: {
    verdicts: ['allow', 'deny', 'drop', 'replace'],
    codes: [120001, 130000],
    platformDefault: 'allow',
    fields: { replace: MessageReplacement },
  },
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    ...accountMessage,
  },
}
