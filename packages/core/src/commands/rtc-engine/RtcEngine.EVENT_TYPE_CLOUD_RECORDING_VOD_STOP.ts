import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 312 of group 3 (54914). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 312,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_VOD_STOP',
  summary: 'The recording is in VOD; the last event of its task.',
  documents: ['54914'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[312]),
  },
})
