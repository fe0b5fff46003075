import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, BooleanField, Count, List, Milliseconds, OptionalAccount, RoomIdentifier } from '../fields.ts'

/** Documents 60736 (Conference) and 64425 (Live): one word, and no field names the product. */
export const command: CommandSource = {
  name: 'Mic.CallbackAfterSeatInfoChanged',
  phase: 'after',
  summary: 'Users went on or off a seat, or a seat was locked or unlocked.',
  products: ['conference', 'live'],
  documents: ['60736', '64425'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Type.Optional(Account('Acting user; Conference sends it, Live does not.')),
    RoomId: RoomIdentifier('Room id.'),
    SeatList: List(
      'Seats; whether all or only the changed ones is not documented.',
      Type.Object({
        Index: Count('Seat number.'),
        Member_Account: Type.Optional(OptionalAccount('User on the seat; absent when the seat is empty.')),
        IsTakenDisabled: Type.Optional(BooleanField('Whether the seat is locked.')),
        IsVideoDisabled: Type.Optional(BooleanField('Whether video is locked.')),
        IsAudioDisabled: Type.Optional(BooleanField('Whether audio is locked.')),
      }),
    ),
    // Missing from both English tables, present in every sample.
    EventTime: Milliseconds('When it happened.'),
  },
}
