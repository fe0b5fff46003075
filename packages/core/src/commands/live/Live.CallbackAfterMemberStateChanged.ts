import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, OpenEnum, RoomIdentifier } from '../fields.ts'

/** Document 64424. After a room is destroyed, nothing more is sent for its members. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterMemberStateChanged',
  phase: 'after',
  summary: 'Members of a live room came online or went offline.',
  products: ['live'],
  documents: ['64424', '269/125793'],
  // The URL table of the English page.
  aliases: ['Live.CallbackMemberStateChanged'],
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    RoomId: RoomIdentifier('Room id.'),
    EventType: OpenEnum('The new state.', ['Online', 'Offline']),
    // `Kicked` is in the newest Chinese edition only.
    EventCause: OpenEnum('Why.', ['Enter', 'Leave', 'HeartbeatInterrupt', 'HeartbeatRecover', 'Kicked']),
    MemberList: List('The members.', Type.Object({ Member_Account: Account('User id.') })),
    EventTime: Milliseconds('When it happened; a lost heartbeat is noticed after 90 to 110 s.'),
  },
}
