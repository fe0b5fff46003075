import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { transcriptionEvent, UnknownPayload } from './engine-fields.ts'

/** Type 1404 of group 14 (80094, 647/129976). */
export const command: CommandSource = engineEvent({
  group: 14,
  type: 1404,
  constant: 'EVENT_TYPE_CLOUD_TRANSCRIPTION_TRANSLATE_MSG',
  summary: 'A text was translated.',
  documents: ['80094', '647/129976'],
  info: {
    ...transcriptionEvent(UnknownPayload),
  },
})
