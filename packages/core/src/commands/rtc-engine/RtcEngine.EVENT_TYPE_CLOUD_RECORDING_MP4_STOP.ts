import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 310 of group 3 (54914, 45169). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 310,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_MP4_STOP',
  summary: 'An MP4 file of a recording is stored. Several of them come for a task.',
  documents: ['54914', '45169'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[310]),
  },
})
