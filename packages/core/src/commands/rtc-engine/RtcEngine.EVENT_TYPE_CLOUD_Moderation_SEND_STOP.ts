import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { moderationEvent, Payload, Status } from './engine-fields.ts'

/** Type 1105 of group 11 (73394). */
export const command: CommandSource = engineEvent({
  group: 11,
  type: 1105,
  constant: 'EVENT_TYPE_CLOUD_Moderation_SEND_STOP',
  summary: 'The sending of moderation results stopped.',
  documents: ['73394'],
  info: {
    ...moderationEvent(Payload({ Status })),
  },
})
