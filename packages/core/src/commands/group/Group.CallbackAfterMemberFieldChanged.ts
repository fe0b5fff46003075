import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Milliseconds, OpenEnum, Text } from '../fields.ts'
import { GroupId, GroupType } from './group-fields.ts'

/** Documents 60393 and 269/105353, which call the member `Modified_Account`. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterMemberFieldChanged',
  phase: 'after',
  summary: 'The role or the name card of a member changed.',
  products: ['chat'],
  documents: ['60393', '269/105353'],
  placements: [{ from: ['Modified_Account'], to: ['Member_Account'] }],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Operator_Account: Account('Who changed it.'),
    Member_Account: Account('Whose role or name card it is.'),
    Role: Type.Optional(OpenEnum('The new role, if it changed.', ['Admin', 'Member'])),
    NameCard: Type.Optional(Text('The new name card, if it changed.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
