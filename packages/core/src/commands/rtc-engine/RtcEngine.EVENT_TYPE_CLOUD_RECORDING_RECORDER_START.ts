import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 301 of group 3 (54914). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 301,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_RECORDER_START',
  summary: 'A recording started, or failed to.',
  documents: ['54914'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[301]),
  },
})
