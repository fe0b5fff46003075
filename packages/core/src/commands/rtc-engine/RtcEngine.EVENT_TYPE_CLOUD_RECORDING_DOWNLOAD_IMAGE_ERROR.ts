import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 309 of group 3 (54914). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 309,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_DOWNLOAD_IMAGE_ERROR',
  summary: 'An image of a recording could not be loaded.',
  documents: ['54914'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[309]),
  },
})
