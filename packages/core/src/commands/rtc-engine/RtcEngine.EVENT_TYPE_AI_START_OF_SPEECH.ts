import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload, RoundId, UserId } from './engine-fields.ts'

/** Type 904 of group 9 (68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 904,
  constant: 'EVENT_TYPE_AI_START_OF_SPEECH',
  summary: 'A user began to speak to the AI.',
  documents: ['68331'],
  info: {
    ...aiEvent(Payload({ UserId, RoundId })),
  },
})
