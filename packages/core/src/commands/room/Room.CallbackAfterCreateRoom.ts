import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, BooleanField, Count, List, Milliseconds, OpenEnum, RoomIdentifier, Seconds, Text } from '../fields.ts'
import { meetingSwitches, TakeSeatMode } from '../room-settings.ts'

/** Document 60733. Its table is flat: that `RoomInfo` exists, only the sample shows. */
export const command: CommandSource = {
  name: 'Room.CallbackAfterCreateRoom',
  phase: 'after',
  summary: 'A room was created by a client or through REST.',
  products: ['conference'],
  documents: ['60733'],
  orderKey: { kind: 'room', paths: ['RoomInfo.RoomId'] },
  body: {
    Operator_Account: Account('User id of the creator.'),
    RoomInfo: Type.Object(
      {
        RoomId: RoomIdentifier('Room id.'),
        RoomName: Type.Optional(Text('Room name.')),
        // The English table says `conference`, the REST sample (60704) `Conference`.
        RoomType: Type.Optional(OpenEnum('Kind of room.', ['Meeting', 'Conference', 'conference'])),
        Owner_Account: Type.Optional(Account('Host of the room.')),
        MaxMemberCount: Type.Optional(Count('Member limit.')),
        MaxSeatCount: Type.Optional(Count('Seat limit.')),
        ...meetingSwitches,
        CustomInfo: Type.Optional(Text('Free field of the app.')),
        ScheduleStartTime: Type.Optional(Seconds('Planned start.')),
        // The table names the start twice; its second row must be the end, which the sample has.
        ScheduleEndTime: Type.Optional(Seconds('Planned end.')),
        RoomStatus: Type.Optional(OpenEnum('State of the room.', ['None', 'NotStarted', 'Running'])),
        IsSeatEnabled: Type.Optional(BooleanField('Whether seats are in use.')),
        TakeSeatMode,
        CreateTime: Type.Optional(Seconds('Presumably when the room was created.')),
      },
      { description: 'The room.' },
    ),
    // Only in the sample, where one id stands twice.
    ScheduleInviteeList_Account: Type.Optional(
      List('User ids invited to a scheduled meeting; may repeat an id.', Account('User id.')),
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
