import type { ExpressRoomCallbacks } from '@room-callbacks/express'
import { say } from './stories.ts'

/** What a narrator makes of a missing field. */
export const unknown = '?'

/** Tells what Conference calls back. Every event is inferred from the name of its command. */
export function narrateMeeting(callbacks: ExpressRoomCallbacks): void {
  callbacks
    .on('Room.CallbackAfterCreateRoom', ({ Operator_Account, RoomInfo }) => {
      const { RoomId, Owner_Account = unknown, MaxMemberCount = unknown, MaxSeatCount = unknown } = RoomInfo
      say(`${Operator_Account} opens ${RoomId} for ${Owner_Account}: ${MaxMemberCount} members, ${MaxSeatCount} seats`)
    })
    .on('Room.CallbackAfterMemberEnter', ({ RoomId, MemberList_Account, MemberCount = unknown }) =>
      say(`${MemberList_Account.join(', ')} enters ${RoomId}, ${MemberCount} are there`),
    )
    // An account beyond 2^53, sent as a number: it keeps all its digits.
    .on('Mic.CallbackAfterSeatInfoChanged', ({ RoomId, SeatList }) => {
      const seats = SeatList.map(({ Index, Member_Account = 'no member' }) => `${Member_Account} on seat ${Index}`)
      say(`${seats.join(', ')} of ${RoomId}`)
    })
    // "false", sent as a string: it is a boolean here.
    .on('Room.CallbackAfterUpdateRoomInfo', ({ Operator_Account, RoomInfo }) => {
      const { RoomId, RoomName = unknown, IsCloudRecordingDisabled = unknown } = RoomInfo
      say(`${Operator_Account} names ${RoomId} ${RoomName}, recording forbidden: ${IsCloudRecordingDisabled}`)
    })
    .on('Room.CallbackAfterMemberLeave', ({ RoomId, MemberList_Account, Type = unknown, Reason = unknown }) =>
      say(`${MemberList_Account.join(', ')} is out of ${RoomId}: ${Type}, reason ${Reason}`),
    )
    .on('Room.CallbackAfterDestroyRoom', ({ Operator_Account, RoomId }, { eventTime }) =>
      say(`${Operator_Account} closes ${RoomId} at ${eventTime?.toISOString()}`),
    )
}
