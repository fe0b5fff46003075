import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 306 of group 3 (54914). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 306,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_FAILOVER',
  summary: 'A recording moved to another server.',
  documents: ['54914'],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[306]),
  },
})
