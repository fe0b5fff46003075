import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, RoomIdentifier, Text } from '../fields.ts'

/** Document 68223; its URL table names the set command by mistake, sample and list do not. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterDelMetadata',
  phase: 'after',
  summary: 'Metadata keys of a live room were removed.',
  products: ['live'],
  documents: ['68223', '647/116311', '269/125790'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Account('Who removed them.'),
    RoomId: RoomIdentifier('Room id.'),
    Keys: List('The keys that were removed.', Text('Key.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
