import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, RoomIdentifier, Text } from '../fields.ts'

/** Document 68222. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterSetMetadata',
  phase: 'after',
  summary: 'Metadata of a live room was set, by a client or through REST.',
  products: ['live'],
  documents: ['68222'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Account('Who set it.'),
    RoomId: RoomIdentifier('Room id.'),
    Metadata: List('The pairs that were set.', Type.Object({ Key: Text('Key.'), Value: Text('Value.') })),
    EventTime: Milliseconds('When it happened.'),
  },
}
