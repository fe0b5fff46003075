import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, RoomIdentifier, Seconds, Text } from '../fields.ts'

/** Document 68260. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterStartBattle',
  phase: 'after',
  summary: 'A battle started.',
  products: ['live'],
  documents: ['68260', '269/117554'],
  orderKey: { kind: 'room', paths: ['FromRoomInfo.RoomId'] },
  body: {
    BattleId: Text('Battle id.'),
    Duration: Type.Optional(Milliseconds('Length of the battle.')),
    CreateTime: Type.Optional(Seconds('When it was requested.')),
    StartTime: Type.Optional(Seconds('When it started.')),
    // The table calls it a String; the sample holds an object.
    FromRoomInfo: Type.Object(
      {
        RoomId: RoomIdentifier('Room id.'),
        Owner_Account: Type.Optional(Account('Owner of the room.')),
      },
      { description: 'The inviting room.' },
    ),
    ToRoomList: List(
      'The rooms that take part.',
      Type.Object({
        RoomId: RoomIdentifier('Room id.'),
        Owner_Account: Type.Optional(Account('Owner of the room.')),
      }),
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
