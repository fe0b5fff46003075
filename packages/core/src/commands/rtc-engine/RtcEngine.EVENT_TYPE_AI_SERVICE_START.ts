import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload, Status } from './engine-fields.ts'

/** Type 901 of group 9 (66149, 68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 901,
  constant: 'EVENT_TYPE_AI_SERVICE_START',
  summary: 'An AI service started, or failed to.',
  documents: ['66149', '68331'],
  info: {
    ...aiEvent(Payload({ Status })),
  },
})
