import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { moderationEvent, Payload } from './engine-fields.ts'

/** Type 1106 of group 11 (73394). */
export const command: CommandSource = engineEvent({
  group: 11,
  type: 1106,
  constant: 'EVENT_TYPE_CLOUD_Moderation_UPLOAD_ERROR',
  summary: 'A result of moderation could not be sent.',
  documents: ['73394'],
  info: {
    ...moderationEvent(Payload({ Code: IntegerCode('Why it failed.'), Message: Text('Why it failed.') })),
  },
})
