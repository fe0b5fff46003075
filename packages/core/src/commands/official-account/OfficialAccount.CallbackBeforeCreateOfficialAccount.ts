import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { OfficialEventTime } from './official-account-fields.ts'

/** Document 60795. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackBeforeCreateOfficialAccount',
  phase: 'before',
  summary: 'An official account is about to be created.',
  products: ['chat'],
  documents: ['60795'],
  answer: { verdicts: ['allow', 'deny'], codes: [120001, 130000], platformDefault: 'allow' },
  orderKey: { kind: 'user', paths: ['Owner_Account'] },
  body: {
    Operator_Account: Account('Who creates it.'),
    Owner_Account: Account('The owner.'),
    Name: Text('The name.'),
    EventTime: OfficialEventTime,
  },
}
