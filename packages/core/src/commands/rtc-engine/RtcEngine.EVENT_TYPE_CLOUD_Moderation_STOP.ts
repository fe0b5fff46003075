import type { CommandSource } from '../command-source.ts'
import { IntegerCode } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { moderationEvent, Payload } from './engine-fields.ts'

/** Type 1102 of group 11 (73394). */
export const command: CommandSource = engineEvent({
  group: 11,
  type: 1102,
  constant: 'EVENT_TYPE_CLOUD_Moderation_STOP',
  summary: 'The moderation of a room stopped.',
  documents: ['73394'],
  info: {
    ...moderationEvent(Payload({ LeaveCode: IntegerCode('Why it stopped.') })),
  },
})
