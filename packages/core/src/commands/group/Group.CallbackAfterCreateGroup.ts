import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { GroupEventTime, GroupId, GroupType, GroupUserDefinedData, Members } from './group-fields.ts'

/** Document 34369. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterCreateGroup',
  phase: 'after',
  summary: 'A group was created.',
  products: ['chat'],
  documents: ['34369'],
  // So the table writes it.
  placements: [{ from: ['groupID'], to: ['GroupId'] }],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Operator_Account: Account('Who created it.'),
    Owner_Account: Account('The owner.'),
    Type: GroupType,
    Name: Text('The name.'),
    MemberList: Members('The first members.'),
    UserDefinedDataList: GroupUserDefinedData,
    EventTime: GroupEventTime,
  },
}
