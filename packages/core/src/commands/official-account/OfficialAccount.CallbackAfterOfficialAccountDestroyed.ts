import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { OfficialEventTime, officialAccount } from './official-account-fields.ts'

/** Document 60798. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterOfficialAccountDestroyed',
  phase: 'after',
  summary: 'An official account was destroyed.',
  products: ['chat'],
  documents: ['60798'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    Owner_Account: Account('The owner.'),
    Name: Text('The name.'),
    EventTime: OfficialEventTime,
  },
}
