import type { CommandSource } from '../command-source.ts'
import { List, Text } from '../fields.ts'
import { GroupId, GroupType } from './group-fields.ts'

/** Document 49465. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterTopicDestroyed',
  phase: 'after',
  summary: 'Topics were deleted.',
  products: ['chat'],
  documents: ['49465'],
  // No time: what is undone and done again looks the same.
  deduplicate: false,
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    // The table says String.
    TopicIdList: List('The topics.', Text('Topic id.')),
  },
}
