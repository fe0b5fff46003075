import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, BooleanField, Count, IntegerCode, List, Milliseconds, RoomIdentifier, Text } from '../fields.ts'
import { IsMessageDisabled, TakeSeatMode } from '../room-settings.ts'

/** Document 67938. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterUpdateRoomInfo',
  phase: 'after',
  summary: 'Information of a live room changed, by a client or through REST.',
  products: ['live'],
  documents: ['67938'],
  orderKey: { kind: 'room', paths: ['RoomInfo.RoomId'] },
  body: {
    Operator_Account: Account('Who changed it.'),
    RoomInfo: Type.Object(
      {
        RoomId: RoomIdentifier('Room id.'),
        RoomName: Type.Optional(Text('Room name.')),
        MaxMemberCount: Type.Optional(Count('Member limit.')),
        IsMessageDisabled,
        CoverURL: Type.Optional(Text('Cover.')),
        Category: Type.Optional(List('Category marks.', IntegerCode('Category mark.'))),
        ActivityStatus: Type.Optional(IntegerCode('Activity state mark.')),
        IsPublicVisible: Type.Optional(BooleanField('Whether the room is listed publicly.')),
        TakeSeatMode,
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
