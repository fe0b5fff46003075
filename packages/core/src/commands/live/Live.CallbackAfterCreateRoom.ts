import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import {
  Account,
  BooleanField,
  Count,
  IntegerCode,
  List,
  Milliseconds,
  OpenEnum,
  RoomIdentifier,
  Seconds,
  Text,
} from '../fields.ts'
import { IsMessageDisabled, TakeSeatMode } from '../room-settings.ts'

/** Document 64422. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterCreateRoom',
  phase: 'after',
  summary: 'A live room was created by a client or through REST.',
  products: ['live'],
  documents: ['64422', '647/110523', '647/110679'],
  // 647/110679 prints the time inside RoomInfo, 647/110523 at the top, the English sample nowhere.
  placements: [{ from: ['RoomInfo', 'EventTime'], to: ['EventTime'] }],
  orderKey: { kind: 'room', paths: ['RoomInfo.RoomId'] },
  body: {
    Operator_Account: Account('User id of the creator.'),
    RoomInfo: Type.Object(
      {
        RoomId: RoomIdentifier('Room id.'),
        RoomName: Type.Optional(Text('Room name.')),
        // Older tables say `Meeting`; every sample says `Live`.
        RoomType: Type.Optional(OpenEnum('Kind of room.', ['Live', 'Meeting'])),
        Owner_Account: Type.Optional(Account('Host of the room.')),
        MaxMemberCount: Type.Optional(Count('Member limit.')),
        IsMessageDisabled,
        CustomInfo: Type.Optional(Text('Free field of the app.')),
        IsSeatEnabled: Type.Optional(BooleanField('Whether seats are supported.')),
        TakeSeatMode,
        MaxSeatCount: Type.Optional(Count('Seat limit.')),
        CreateTime: Type.Optional(Seconds('When the room was created.')),
        IsPublicVisible: Type.Optional(BooleanField('Whether the room is listed publicly.')),
        CoverURL: Type.Optional(Text('Cover; free text, not necessarily a URL.')),
        Category: Type.Optional(List('Category marks.', IntegerCode('Category mark.'))),
      },
      { description: 'The room.' },
    ),
    EventTime: Type.Optional(Milliseconds('When it happened; missing from the current English sample.')),
  },
}
