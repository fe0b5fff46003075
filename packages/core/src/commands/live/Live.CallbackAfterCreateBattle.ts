import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, BooleanField, List, Milliseconds, RoomIdentifier, Text } from '../fields.ts'

/** Document 68259. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterCreateBattle',
  phase: 'after',
  summary: 'A battle (PK) between live rooms was requested.',
  products: ['live'],
  documents: ['68259'],
  orderKey: { kind: 'room', paths: ['FromRoomId'] },
  body: {
    Operator_Account: Account('Who requested it.'),
    BattleId: Text('Battle id; may hold `/`, `+` and `=`.'),
    FromRoomId: RoomIdentifier('The inviting room.'),
    ToRoomIdList: List('The invited rooms.', RoomIdentifier('Room id.')),
    Timeout: Type.Optional(Milliseconds('Time to answer; means something only if `NeedResponse` is true.')),
    Duration: Type.Optional(Milliseconds('Length of the battle.')),
    NeedResponse: Type.Optional(BooleanField('Whether invited rooms must accept.')),
    ExtensionInfo: Type.Optional(Text('Free text of the app.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
