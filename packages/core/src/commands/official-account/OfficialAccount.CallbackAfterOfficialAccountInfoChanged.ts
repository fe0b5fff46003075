import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { OfficialEventTime, officialAccount } from './official-account-fields.ts'

/** Document 60797. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterOfficialAccountInfoChanged',
  phase: 'after',
  summary: 'The profile of an official account changed.',
  products: ['chat'],
  documents: ['60797'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    Operator_Account: Account('Who changed it.'),
    Introduction: Type.Optional(Text('The new introduction, if it changed.')),
    Name: Type.Optional(Text('The new name, if it changed.')),
    FaceUrl: Type.Optional(Text('The new address of the picture, if it changed.')),
    Organization: Type.Optional(Text('The new organization, if it changed.')),
    EventTime: OfficialEventTime,
  },
}
