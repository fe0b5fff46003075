import type { CommandSource } from '../command-source.ts'
import { Account, Milliseconds, RoomIdentifier } from '../fields.ts'

/** Document 60732; that the system recycles rooms too, only the Chinese page 1690/102903 says. */
export const command: CommandSource = {
  name: 'Room.CallbackAfterDestroyRoom',
  phase: 'after',
  summary: 'A room was destroyed by a client, through REST, or recycled by the system.',
  products: ['conference'],
  documents: ['60732', '1690/102903'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Account('Who destroyed the room; the value for a recycled room is not documented.'),
    RoomId: RoomIdentifier('Room id.'),
    EventTime: Milliseconds('When it happened.'),
  },
}
