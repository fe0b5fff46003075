import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Milliseconds, RoomIdentifier } from '../fields.ts'

/** Document 72553. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterChangeOwner',
  phase: 'after',
  summary: 'A live room got another owner.',
  products: ['live'],
  documents: ['72553', '647/122445'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    RoomId: RoomIdentifier('Room id.'),
    EventTime: Milliseconds('When it happened.'),
    // Missing from the Chinese table 647/122445.
    Operator_Account: Type.Optional(Account('Who changed it.')),
    CurrentOwner_Account: Account('The new owner.'),
    OriginalOwner_Account: Type.Optional(Account('The former owner.')),
  },
}
