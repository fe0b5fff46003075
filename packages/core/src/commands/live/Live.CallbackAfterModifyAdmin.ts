import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, OpenEnum, RoomIdentifier } from '../fields.ts'

/** Document 72554. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterModifyAdmin',
  phase: 'after',
  summary: 'Administrators of a live room were added or removed.',
  products: ['live'],
  documents: ['72554'],
  // Only this page begins the name with a small letter; EndBattle writes `OpType`.
  placements: [{ from: ['OpType'], to: ['opType'] }],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    RoomId: RoomIdentifier('Room id.'),
    EventTime: Milliseconds('When it happened.'),
    Operator_Account: Type.Optional(Account('Who changed it.')),
    Admin_Account: List('User ids; an array in spite of the singular name.', Account('User id.')),
    opType: OpenEnum('What was done.', ['add', 'delete']),
  },
}
