import { type NodeRoomCallbacks, type Options, roomCallbacks } from '@room-callbacks/node'
import type { Attendance } from './attendance.ts'

/** An event of a user in a room, as far as attendance needs it. */
interface RoomEvent {
  readonly RoomId: string
  readonly UserId: string
  readonly Role?: number
  readonly Reason?: number
}

/** A receiver that notes who enters, leaves and changes the role. */
export function receiveAttendance(sdkAppId: string, options: Options, attendance: Attendance): NodeRoomCallbacks {
  const note = (kind: 'enter' | 'exit' | 'role', { RoomId, UserId, Role, Reason }: RoomEvent, at: Date | undefined) => {
    // An event without a time says nothing about minutes.
    if (at) attendance.note({ room: RoomId, user: UserId, kind, at: at.getTime(), role: Role, reason: Reason })
  }
  return roomCallbacks(sdkAppId, options)
    .on('RtcEngine.EVENT_TYPE_ENTER_ROOM', ({ EventInfo }, { eventTime }) => note('enter', EventInfo, eventTime))
    .on('RtcEngine.EVENT_TYPE_EXIT_ROOM', ({ EventInfo }, { eventTime }) => note('exit', EventInfo, eventTime))
    .on('RtcEngine.EVENT_TYPE_CHANGE_ROLE', ({ EventInfo }, { eventTime }) => note('role', EventInfo, eventTime))
    .on('RtcEngine.EVENT_TYPE_DISMISS_ROOM', ({ EventInfo }, { eventTime }) => {
      if (eventTime) attendance.close(EventInfo.RoomId, eventTime.getTime())
    })
}

const minutes = (duration: number): number => Math.round(duration / 6000) / 10

/** The minutes of each user and room. */
export const minutesOf = (attendance: Attendance, now: number) =>
  attendance.presences(now).map(({ room, user, proven, asAnchor, atMost }) => ({
    room,
    user,
    minutes: minutes(proven),
    asAnchor: minutes(asAnchor),
    atMost: minutes(atMost),
  }))
