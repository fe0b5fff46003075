import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { roomEvent, UserId } from './engine-fields.ts'

/** Type 201 of group 2 (39558). */
export const command: CommandSource = engineEvent({
  group: 2,
  type: 201,
  constant: 'EVENT_TYPE_START_VIDEO',
  summary: 'A user began to send video.',
  documents: ['39558'],
  info: {
    ...roomEvent,
    UserId,
  },
})
