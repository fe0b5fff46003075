import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { Role, roomEvent, UniqueId, UserId } from './engine-fields.ts'

/** Type 104 of group 1 (39558, 73426). */
export const command: CommandSource = engineEvent({
  group: 1,
  type: 104,
  constant: 'EVENT_TYPE_EXIT_ROOM',
  summary: 'A user left a room. Of what they published no other event says that it stopped.',
  documents: ['39558', '73426'],
  info: {
    ...roomEvent,
    UserId,
    Role: Type.Optional(Role),
    Reason: Type.Optional(
      IntegerCode(
        '1: left. 2: time-out. 3: removed. 4: the cross-room connection ended. 5: the process was killed, which Android shows as 2. The oldest edition numbers them otherwise.',
      ),
    ),
    UniqueId,
  },
})
