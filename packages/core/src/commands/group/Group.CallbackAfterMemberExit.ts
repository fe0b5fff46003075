import type { CommandSource } from '../command-source.ts'
import { Account, OpenEnum } from '../fields.ts'
import { GroupEventTime, GroupId, GroupType, Members } from './group-fields.ts'

/** Document 34373. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterMemberExit',
  phase: 'after',
  summary: 'Members left a group, or were removed.',
  products: ['chat'],
  documents: ['34373'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    ExitType: OpenEnum('How they left.', ['Kicked', 'Quit']),
    Operator_Account: Account('Acting user.'),
    ExitMemberList: Members('Who left.'),
    EventTime: GroupEventTime,
  },
}
