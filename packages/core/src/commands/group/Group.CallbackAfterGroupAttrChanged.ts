import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, OpenEnum, Text } from '../fields.ts'
import { GroupId, GroupType } from './group-fields.ts'

/** Document 60394. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterGroupAttrChanged',
  phase: 'after',
  summary: 'The attributes of a group changed.',
  products: ['chat'],
  documents: ['60394'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    Type: GroupType,
    Operator_Account: Account('Who changed them.'),
    OptionType: OpenEnum('What was done.', ['set', 'modify', 'clear', 'delete']),
    // In lower case here.
    GroupAttr: List('The attributes.', Type.Object({ key: Text('Name.'), value: Text('Value.') })),
    EventTime: Milliseconds('When it happened.'),
  },
}
