import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { moderationEvent, Payload, Status } from './engine-fields.ts'

/** Type 1103 of group 11 (73394). */
export const command: CommandSource = engineEvent({
  group: 11,
  type: 1103,
  constant: 'EVENT_TYPE_CLOUD_Moderation_SEND_START',
  summary: 'The sending of moderation results started.',
  documents: ['73394'],
  info: {
    ...moderationEvent(Payload({ Status })),
  },
})
