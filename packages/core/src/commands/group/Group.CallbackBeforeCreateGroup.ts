import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, Text } from '../fields.ts'
import { GroupEventTime, GroupType, groupCodes, Members } from './group-fields.ts'

/** Document 34368 (269/1662). */
export const command: CommandSource = {
  name: 'Group.CallbackBeforeCreateGroup',
  phase: 'before',
  summary: 'A group is about to be created.',
  products: ['chat'],
  documents: ['34368', '269/1662'],
  answer: { verdicts: ['allow', 'deny'], codes: groupCodes, platformDefault: 'allow' },

  // Editions of before December 2024.
  placements: [
    { from: ['CreatedGroupNum'], to: ['CreateGroupNum'] },
    { from: ['CreatedNum'], to: ['CreateGroupNum'] },
  ],
  orderKey: { kind: 'user', paths: ['Owner_Account'] },
  body: {
    Operator_Account: Account('Who creates it.'),
    Owner_Account: Account('The owner.'),
    Type: GroupType,
    Name: Text('The name.'),
    CreateGroupNum: Type.Optional(
      Count('Groups of this kind that the user has; absent in the newest edition, and with other names in old ones.'),
    ),
    MemberList: Members('The first members.'),
    EventTime: GroupEventTime,
  },
}
