import type { CommandSource } from '../command-source.ts'
import { Account } from '../fields.ts'
import { OfficialEventTime, officialAccount, Subscribers } from './official-account-fields.ts'

/** Document 60802. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterDeleteSubscriber',
  phase: 'after',
  summary: 'Users subscribe to an official account no longer.',
  products: ['chat'],
  documents: ['60802'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    Operator_Account: Account('Acting user.'),
    SubscribeAccountList: Subscribers('Who unsubscribed.'),
    EventTime: OfficialEventTime,
  },
}
