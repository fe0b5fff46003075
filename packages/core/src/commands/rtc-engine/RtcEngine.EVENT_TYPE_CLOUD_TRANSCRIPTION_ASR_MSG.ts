import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { transcriptionEvent, UnknownPayload } from './engine-fields.ts'

/** Type 1403 of group 14 (80094, 647/129976). */
export const command: CommandSource = engineEvent({
  group: 14,
  type: 1403,
  constant: 'EVENT_TYPE_CLOUD_TRANSCRIPTION_ASR_MSG',
  summary: 'A text was recognised.',
  documents: ['80094', '647/129976'],
  info: {
    ...transcriptionEvent(UnknownPayload),
  },
})
