import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 308 of group 3 (45169). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 308,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_UPLOAD_ERROR',
  summary: 'The storage service refused a file of a recording.',
  documents: ['45169'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[308]),
  },
})
