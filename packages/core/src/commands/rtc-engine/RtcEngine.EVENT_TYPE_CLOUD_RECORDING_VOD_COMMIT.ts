import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 311 of group 3 (54914, 45169, 72325). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 311,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_VOD_COMMIT',
  summary: 'A file of a recording is in VOD, or could not be put there.',
  documents: ['54914', '45169', '72325'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[311]),
  },
})
