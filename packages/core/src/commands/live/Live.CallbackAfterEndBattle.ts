import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, IntegerCode, List, Milliseconds, RoomIdentifier, Seconds, Text } from '../fields.ts'

/** Document 68261. `OpType` is an integer here, a word in ModifyAdmin's `opType`. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterEndBattle',
  phase: 'after',
  summary: 'A battle ended.',
  products: ['live'],
  documents: ['68261'],
  orderKey: { kind: 'room', paths: ['FromRoomInfo.RoomId'] },
  body: {
    BattleId: Text('Battle id.'),
    Duration: Type.Optional(Milliseconds('Length of the battle.')),
    CreateTime: Type.Optional(Seconds('When it was requested.')),
    StartTime: Type.Optional(
      Seconds('When it started; whether it is set for a battle that never did is not documented.'),
    ),
    EndTime: Type.Optional(Seconds('When it ended.')),
    OpType: IntegerCode('Why the battle ended: 0 its time is over, 1 all owners left, 2 no room joined.'),
    FromRoomInfo: Type.Object(
      {
        RoomId: RoomIdentifier('Room id.'),
        Score: Type.Optional(Count('Score.')),
        Owner_Account: Type.Optional(Account('Owner of the room.')),
      },
      { description: 'The inviting room.' },
    ),
    ToRoomList: List(
      'The rooms that took part.',
      Type.Object({
        RoomId: RoomIdentifier('Room id.'),
        Score: Type.Optional(Count('Score.')),
        Owner_Account: Type.Optional(Account('Owner of the room.')),
      }),
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
