import type { CommandSource } from '../command-source.ts'
import { OfficialEventTime, officialAccount } from './official-account-fields.ts'

/** Document 60801. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterOfficialAccountFull',
  phase: 'after',
  summary: 'An official account has as many subscribers as it can have.',
  products: ['chat'],
  documents: ['60801'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    EventTime: OfficialEventTime,
  },
}
