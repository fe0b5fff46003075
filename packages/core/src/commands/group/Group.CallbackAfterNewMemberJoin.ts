import type { CommandSource } from '../command-source.ts'
import { Account, OpenEnum } from '../fields.ts'
import { GroupEventTime, GroupId, GroupType, Members } from './group-fields.ts'

/** Document 34372 (269/1667). */
export const command: CommandSource = {
  name: 'Group.CallbackAfterNewMemberJoin',
  phase: 'after',
  summary: 'Users joined a group.',
  products: ['chat'],
  documents: ['34372', '269/1667'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    JoinType: OpenEnum('How they joined.', ['Apply', 'Invited']),
    Operator_Account: Account('Acting user.'),
    NewMemberList: Members('Who joined.'),
    EventTime: GroupEventTime,
  },
}
