import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List } from '../fields.ts'
import { OfficialEventTime, officialAccount, Subscribers } from './official-account-fields.ts'

/** Document 60799; its prose calls the list of the answer `RefusedMembers_Account`. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackBeforeAddSubscriber',
  phase: 'before',
  summary: 'Users are about to subscribe to an official account.',
  products: ['chat'],
  documents: ['60799'],
  answer: {
    verdicts: ['allow', 'deny'],
    platformDefault: 'allow',
    fields: {
      allow: Type.Object(
        { RefusedSubscribers_Account: List('Who may not subscribe, while the others may.', Account('User id.')) },
        { additionalProperties: false },
      ),
    },
  },
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    Operator_Account: Account('Acting user.'),
    SubscribeAccountList: Subscribers('Who wants to subscribe.'),
    EventTime: OfficialEventTime,
  },
}
