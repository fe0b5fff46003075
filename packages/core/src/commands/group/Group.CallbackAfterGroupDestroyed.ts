import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { GroupEventTime, GroupId, GroupType, Members } from './group-fields.ts'

/** Document 34377. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterGroupDestroyed',
  phase: 'after',
  summary: 'A group was disbanded.',
  products: ['chat'],
  documents: ['34377'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Owner_Account: Account('The owner.'),
    Name: Type.Optional(Text('The name; in the sample, and not in the table.')),
    MemberList: Type.Optional(Members('The members; absent for communities.')),
    EventTime: GroupEventTime,
  },
}
