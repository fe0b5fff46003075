import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List } from '../fields.ts'
import { GroupEventTime, GroupId, GroupType, groupCodes, Members } from './group-fields.ts'

/** Document 34371. */
export const command: CommandSource = {
  name: 'Group.CallbackBeforeInviteJoinGroup',
  phase: 'before',
  summary: 'Users are about to be invited or added to a group.',
  products: ['chat'],
  documents: ['34371'],
  answer: {
    verdicts: ['allow', 'deny'],
    codes: groupCodes,
    platformDefault: 'allow',
    fields: {
      allow: Type.Object(
        { RefusedMembers_Account: List('Who may not join, while the others may.', Account('User id.')) },
        { additionalProperties: false },
      ),
    },
  },
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Operator_Account: Account('Who invites.'),
    DestinationMembers: Members('Who is invited.'),
    EventTime: GroupEventTime,
  },
}
