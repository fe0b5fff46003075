import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { roomEvent, UserId } from './engine-fields.ts'

/** Type 205 of group 2 (39558). */
export const command: CommandSource = engineEvent({
  group: 2,
  type: 205,
  constant: 'EVENT_TYPE_START_ASSIT',
  summary: 'A user began to share the screen.',
  documents: ['39558'],
  info: {
    ...roomEvent,
    UserId,
  },
})
