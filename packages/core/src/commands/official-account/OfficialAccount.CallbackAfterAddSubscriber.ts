import type { CommandSource } from '../command-source.ts'
import { Account } from '../fields.ts'
import { OfficialEventTime, officialAccount, Subscribers } from './official-account-fields.ts'

/** Document 60800. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterAddSubscriber',
  phase: 'after',
  summary: 'Users subscribed to an official account.',
  products: ['chat'],
  documents: ['60800'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    Operator_Account: Account('Acting user.'),
    SubscribeAccountList: Subscribers('Who subscribed.'),
    EventTime: OfficialEventTime,
  },
}
