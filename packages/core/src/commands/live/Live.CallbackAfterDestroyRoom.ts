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
  Text,
} from '../fields.ts'
import { IsMessageDisabled, TakeSeatMode } from '../room-settings.ts'

/** Document 64423, in three generations: neither object, `RoomInfo` alone, `RoomInfo` and `Statistic`. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterDestroyRoom',
  phase: 'after',
  summary: 'A live room was destroyed by a user, or by the system when it was empty.',
  products: ['live'],
  documents: ['64423', '647/110680', '269/117712'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Account('Who destroyed the room; `@TIM#SYSTEM` was observed for the system.'),
    RoomId: RoomIdentifier('Room id.'),
    EventType: Type.Optional(OpenEnum('Cause.', ['DestroyByUser', 'DestroyBySystem'])),
    EventTime: Milliseconds('When it happened.'),
    RoomInfo: Type.Optional(
      Type.Object(
        {
          RoomId: Type.Optional(RoomIdentifier('Room id; not in the sample, but observed.')),
          RoomName: Type.Optional(Text('Room name.')),
          // The table says `Meeting`, the sample `Live`.
          RoomType: Type.Optional(OpenEnum('Kind of room.', ['Live', 'Meeting'])),
          Owner_Account: Type.Optional(Account('Host of the room.')),
          IsSeatEnabled: Type.Optional(BooleanField('Whether seats are supported.')),
          TakeSeatMode,
          MaxMemberCount: Type.Optional(Count('Member limit.')),
          MaxSeatCount: Type.Optional(Count('Seat limit.')),
          Category: Type.Optional(List('Category marks.', IntegerCode('Category mark.'))),
          CustomInfo: Type.Optional(Text('Free field of the app; may be empty.')),
          IsMessageDisabled,
          CoverURL: Type.Optional(Text('Cover; may be empty.')),
          ActivityStatus: Type.Optional(IntegerCode('Activity state mark.')),
          IsPublicVisible: Type.Optional(BooleanField('Whether the room is listed publicly.')),
          ViewCount: Type.Optional(Count('Total entries.')),
          BackgroundURL: Type.Optional(Text('Background picture.')),
          IsUnlimitedRoomEnabled: Type.Optional(BooleanField('Whether the room has no member limit.')),
        },
        { description: 'The room; absent in older editions.' },
      ),
    ),
    Statistic: Type.Optional(
      Type.Object(
        {
          TotalViewers: Type.Optional(Count('Viewers, repeated entries counted.')),
          TotalGiftsSent: Type.Optional(Count('Number of gifts.')),
          TotalGiftCoins: Type.Optional(Count('Value of all gifts.')),
          TotalUniqueGiftSenders: Type.Optional(Count('Distinct senders of gifts.')),
          TotalLikesReceived: Type.Optional(Count('Likes.')),
        },
        { description: 'Totals of the live; absent in older editions.' },
      ),
    ),
  },
}
