import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { GroupType, groupCodes } from './group-fields.ts'

/** Document 49463: no group, no topic and no time in it. */
export const command: CommandSource = {
  name: 'Group.CallbackBeforeCreateTopic',
  phase: 'before',
  summary: 'A topic is about to be created.',
  products: ['chat'],
  documents: ['49463'],
  // Neither an id nor a time: two topics of one name are two questions.
  deduplicate: false,
  answer: { verdicts: ['allow', 'deny'], codes: groupCodes, platformDefault: 'allow' },
  orderKey: { kind: 'user', paths: ['Operator_Account'] },
  body: {
    Operator_Account: Account('Who creates it.'),
    Type: GroupType,
    Name: Text('The name.'),
  },
}
