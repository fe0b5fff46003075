import type { CommandSource } from '../command-source.ts'
import { Account } from '../fields.ts'
import { GroupEventTime, GroupId, GroupType, groupCodes } from './group-fields.ts'

/** Document 34370. */
export const command: CommandSource = {
  name: 'Group.CallbackBeforeApplyJoinGroup',
  phase: 'before',
  summary: 'A user applies to join a group.',
  products: ['chat'],
  documents: ['34370'],
  answer: { verdicts: ['allow', 'deny'], codes: groupCodes, platformDefault: 'allow' },
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Requestor_Account: Account('Who applies; written with `-or` here, `Requester_Account` in `Sns.*`.'),
    EventTime: GroupEventTime,
  },
}
