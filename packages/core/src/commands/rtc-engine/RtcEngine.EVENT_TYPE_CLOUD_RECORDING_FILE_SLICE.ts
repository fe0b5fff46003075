import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 307 of group 3 (54914, 45169). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 307,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_FILE_SLICE',
  summary: 'A file of a recording began.',
  documents: ['54914', '45169'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[307]),
  },
})
