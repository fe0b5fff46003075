import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 302 of group 3 (54914). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 302,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_RECORDER_STOP',
  summary: 'A recording stopped.',
  documents: ['54914'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[302]),
  },
})
