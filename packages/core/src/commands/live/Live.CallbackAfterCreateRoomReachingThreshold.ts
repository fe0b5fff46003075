import type { CommandSource } from '../command-source.ts'
import { Account, Count, Milliseconds } from '../fields.ts'

/** Document 70485. Its tables call the counts String and Array; its samples hold integers. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterCreateRoomReachingThreshold',
  phase: 'after',
  summary: 'A creation brought the number of rooms to 70 % of the limit.',
  products: ['live'],
  documents: ['70485'],
  body: {
    Operator_Account: Account('Creator of the room that tipped it.'),
    EventTime: Milliseconds('When it happened.'),
    CurRoomCount: Count('Rooms now.'),
    MaxRoomCount: Count('Limit of rooms.'),
  },
}
