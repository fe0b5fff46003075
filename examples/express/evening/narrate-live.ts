import type { ExpressRoomCallbacks } from '@room-callbacks/express'
import { unknown } from './narrate-meeting.ts'
import { say } from './stories.ts'

/** Tells what Live calls back about its rooms. */
export function narrateLive(callbacks: ExpressRoomCallbacks): void {
  callbacks
    .on('Live.CallbackAfterCreateRoom', ({ Operator_Account, RoomInfo }) => {
      const { RoomId, Owner_Account = unknown, IsPublicVisible } = RoomInfo
      say(`${Operator_Account} opens ${RoomId} for ${Owner_Account}${IsPublicVisible ? ', for all to see' : ''}`)
    })
    .on('Live.CallbackAfterCreateRoomReachingThreshold', ({ CurRoomCount, MaxRoomCount }) =>
      say(`${CurRoomCount} of ${MaxRoomCount} rooms are taken`),
    )
    .on('Live.CallbackAfterCloudRecordingChanged', ({ EventType, EventInfo }, { eventTime }) =>
      say(`event ${EventType} of the recording of ${EventInfo.RoomId} at ${eventTime?.toISOString()}`),
    )
    .on('Live.CallbackAfterMemberStateChanged', ({ RoomId, EventType, EventCause, MemberList }) => {
      const members = MemberList.map(({ Member_Account }) => Member_Account)
      say(`${members.join(', ')} ${EventType} in ${RoomId} (${EventCause})`)
    })
    .on('Live.CallbackAfterUpdateRoomInfo', ({ Operator_Account, RoomInfo }) =>
      say(`${Operator_Account} names ${RoomInfo.RoomId} ${RoomInfo.RoomName ?? unknown}`),
    )
    .on('Live.CallbackAfterModifyAdmin', ({ RoomId, Admin_Account, opType }) =>
      say(`${opType} ${Admin_Account.join(', ')} as administrators of ${RoomId}`),
    )
    .on('Live.CallbackAfterSetMetadata', ({ RoomId, Metadata }) => {
      const pairs = Metadata.map(({ Key, Value }) => `${Key}=${Value}`)
      say(`${RoomId} gets ${pairs.join(', ')}`)
    })
    .on('Live.CallbackAfterDelMetadata', ({ RoomId, Keys }) => say(`${RoomId} loses ${Keys.join(', ')}`))
    .on('Live.CallbackAfterChangeOwner', ({ RoomId, CurrentOwner_Account, OriginalOwner_Account = unknown }) =>
      say(`${RoomId} passes from ${OriginalOwner_Account} to ${CurrentOwner_Account}`),
    )
    .on('Live.CallbackAfterDestroyRoom', ({ RoomId, EventType = unknown, Statistic }) =>
      say(`${RoomId} is over: ${EventType}, ${Statistic?.TotalViewers ?? unknown} viewers`),
    )
}
