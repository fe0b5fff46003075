import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { moderationEvent, Payload, Status } from './engine-fields.ts'

/** Type 1101 of group 11 (73394). */
export const command: CommandSource = engineEvent({
  group: 11,
  type: 1101,
  constant: 'EVENT_TYPE_CLOUD_Moderation_START',
  summary: 'The moderation of a room started, or failed to.',
  documents: ['73394'],
  info: {
    ...moderationEvent(Payload({ Status })),
  },
})
