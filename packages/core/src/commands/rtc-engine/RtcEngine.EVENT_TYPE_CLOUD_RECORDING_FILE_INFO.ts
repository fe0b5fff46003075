import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 304 of group 3 (54914, 45169). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 304,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_FILE_INFO',
  summary: 'The first M3U8 file of a recording is known.',
  documents: ['54914', '45169'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[304]),
  },
})
