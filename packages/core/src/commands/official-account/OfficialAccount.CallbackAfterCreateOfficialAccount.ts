import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { OfficialEventTime, officialAccount } from './official-account-fields.ts'

/** Document 60796. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterCreateOfficialAccount',
  phase: 'after',
  summary: 'An official account was created.',
  products: ['chat'],
  documents: ['60796'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    Operator_Account: Account('Who created it.'),
    Owner_Account: Account('The owner.'),
    Name: Text('The name.'),
    EventTime: OfficialEventTime,
  },
}
