import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { Role, roomEvent, UniqueId, UserId } from './engine-fields.ts'

/** Type 105 of group 1 (39558, 73426). */
export const command: CommandSource = engineEvent({
  group: 1,
  type: 105,
  constant: 'EVENT_TYPE_CHANGE_ROLE',
  summary: 'A user became anchor or audience.',
  documents: ['39558', '73426'],
  info: {
    ...roomEvent,
    UserId,
    Role,
    UniqueId,
  },
})
