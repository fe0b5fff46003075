import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { OpenEnum } from '../fields.ts'
import { GroupEventTime, GroupId, Members } from './group-fields.ts'

/** Document 48734. */
export const command: CommandSource = {
  name: 'Group.CallbackOnMemberStateChange',
  phase: 'after',
  summary: 'Members of an audio-video group dropped off or came back.',
  products: ['chat'],
  documents: ['48734'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    EventType: OpenEnum('What happened.', ['Offline', 'Online']),
    EventCause: Type.Optional(
      OpenEnum('Why; only in the newer table.', ['HeartbeatInterrupt', 'HeartbeatRecover', 'Join', 'Quit']),
    ),
    MemberList: Members('Whom it concerns.'),
    EventTime: GroupEventTime,
  },
}
