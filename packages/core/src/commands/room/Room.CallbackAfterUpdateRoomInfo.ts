import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, Milliseconds, RoomIdentifier, Text } from '../fields.ts'
import { meetingSwitches, TakeSeatMode } from '../room-settings.ts'

/** Document 60731. */
export const command: CommandSource = {
  name: 'Room.CallbackAfterUpdateRoomInfo',
  phase: 'after',
  summary: 'Room information changed, by a client or through REST.',
  products: ['conference'],
  documents: ['60731'],
  // The older word: 60730's sample answer, 1690/102895 and 269/105401.
  aliases: ['Room.CallbackUpdateRoomInfo'],
  orderKey: { kind: 'room', paths: ['RoomInfo.RoomId'] },
  body: {
    Operator_Account: Account('Who changed it.'),
    RoomInfo: Type.Object(
      {
        RoomId: RoomIdentifier('Room id.'),
        RoomName: Type.Optional(Text('Room name.')),
        Owner_Account: Type.Optional(Account('Host of the room.')),
        TakeSeatMode,
        MaxMemberCount: Type.Optional(Count('Member limit.')),
        ...meetingSwitches,
        CustomInfo: Type.Optional(Text('Free field of the app.')),
      },
      {
        description:
          'The room. A missing field is unknown, not false: whether unchanged fields are sent is not documented.',
      },
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
