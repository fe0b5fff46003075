import type { CommandSource } from '../command-source.ts'
import { Account } from '../fields.ts'
import { changedGroupInfo, GroupId, GroupType } from './group-fields.ts'

/** Document 49466: it does not tell which topic. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterTopicInfoChanged',
  phase: 'after',
  summary: 'The profile of a topic changed.',
  products: ['chat'],
  documents: ['49466'],
  // No time: what is undone and done again looks the same.
  deduplicate: false,
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Operator_Account: Account('Who changed it.'),
    ...changedGroupInfo,
  },
}
