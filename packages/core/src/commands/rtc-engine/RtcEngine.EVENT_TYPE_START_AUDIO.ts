import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { roomEvent, UserId } from './engine-fields.ts'

/** Type 203 of group 2 (39558). */
export const command: CommandSource = engineEvent({
  group: 2,
  type: 203,
  constant: 'EVENT_TYPE_START_AUDIO',
  summary: 'A user began to send audio.',
  documents: ['39558'],
  info: {
    ...roomEvent,
    UserId,
  },
})
