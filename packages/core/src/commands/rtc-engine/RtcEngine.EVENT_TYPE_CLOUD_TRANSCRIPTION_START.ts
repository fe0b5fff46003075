import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, Status, transcriptionEvent } from './engine-fields.ts'

/** Type 1401 of group 14 (80094, 647/129976). */
export const command: CommandSource = engineEvent({
  group: 14,
  type: 1401,
  constant: 'EVENT_TYPE_CLOUD_TRANSCRIPTION_START',
  summary: 'A transcription started, or failed to.',
  documents: ['80094', '647/129976'],
  info: {
    ...transcriptionEvent(Payload({ Status })),
  },
})
