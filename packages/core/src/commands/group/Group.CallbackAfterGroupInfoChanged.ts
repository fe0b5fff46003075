import type { CommandSource } from '../command-source.ts'
import { Account } from '../fields.ts'
import { changedGroupInfo, GroupEventTime, GroupId, GroupType, GroupUserDefinedData } from './group-fields.ts'

/** Document 34378 (269/2930). */
export const command: CommandSource = {
  name: 'Group.CallbackAfterGroupInfoChanged',
  phase: 'after',
  summary: 'The name, introduction, notification or picture of a group changed.',
  products: ['chat'],
  documents: ['34378', '269/2930'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Operator_Account: Account('Who changed it.'),
    ...changedGroupInfo,
    UserDefinedDataList: GroupUserDefinedData,
    EventTime: GroupEventTime,
  },
}
