import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { Role, roomEvent, UniqueId, UserId } from './engine-fields.ts'

/** Type 103 of group 1 (39558, 73426). */
export const command: CommandSource = engineEvent({
  group: 1,
  type: 103,
  constant: 'EVENT_TYPE_ENTER_ROOM',
  summary: 'A user entered a room.',
  documents: ['39558', '73426'],
  info: {
    ...roomEvent,
    UserId,
    Role: Type.Optional(Role),
    TerminalType: Type.Optional(IntegerCode('1: Windows. 2: Android. 3: iOS. 4: Linux. 100: another one.')),
    UserType: Type.Optional(IntegerCode('1: WebRTC. 2: mini program. 3: native SDK.')),
    Reason: Type.Optional(
      IntegerCode('1: entered. 2: the network changed. 3: entered again after a time-out. 4: cross-room connection.'),
    ),
    UniqueId,
  },
})
