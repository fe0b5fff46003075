import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Text } from '../fields.ts'
import { GroupEventTime, GroupId } from './group-fields.ts'

/** Document 34376 (269/1669). */
export const command: CommandSource = {
  name: 'Group.CallbackAfterGroupFull',
  phase: 'after',
  summary: 'A group became full, or a join failed because the group is full.',
  products: ['chat'],
  documents: ['34376', '269/1669'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    TopicId: Type.Optional(Text('Private topic; only 269/1669 lists it.')),
    EventTime: GroupEventTime,
  },
}
