import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 303 of group 3 (54914, 45169). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 303,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_UPLOAD_START',
  summary: 'The upload of a recording started.',
  documents: ['54914', '45169'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[303]),
  },
})
