import type { CommandSource } from '../command-source.ts'
import { Account, Milliseconds } from '../fields.ts'
import { GroupId, GroupType } from './group-fields.ts'

/** Document 60396. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterChangeGroupOwner',
  phase: 'after',
  summary: 'A group has another owner.',
  products: ['chat'],
  documents: ['60396'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Operator_Account: Account('Who changed it.'),
    OldOwner_Account: Account('The former owner.'),
    NewOwner_Account: Account('The owner now.'),
    EventTime: Milliseconds('When it happened.'),
  },
}
