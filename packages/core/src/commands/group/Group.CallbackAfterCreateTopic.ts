import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { GroupId, GroupType, GroupUserDefinedData } from './group-fields.ts'

/** Document 49464. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterCreateTopic',
  phase: 'after',
  summary: 'A topic was created.',
  products: ['chat'],
  documents: ['49464'],
  // No time: what is undone and done again looks the same.
  deduplicate: false,
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    TopicId: Text('The topic.'),
    Operator_Account: Account('Who created it.'),
    Owner_Account: Account('The owner.'),
    Type: GroupType,
    Name: Text('The name.'),
    UserDefinedDataList: GroupUserDefinedData,
  },
}
