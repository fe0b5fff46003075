import type { CommandSource } from '../command-source.ts'
import { recordingPayloads } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, recordingTask } from './engine-fields.ts'

/** Type 305 of group 3 (54914, 647/81113). */
export const command: CommandSource = engineEvent({
  group: 3,
  type: 305,
  constant: 'EVENT_TYPE_CLOUD_RECORDING_UPLOAD_STOP',
  summary: 'The upload of a recording stopped.',
  documents: ['54914', '647/81113'],
  placements: [{ from: ['EventInfo', 'Payload', 'LeaveCode'], to: ['EventInfo', 'Payload', 'Status'] }],
  info: {
    ...recordingTask,
    Payload: Payload(recordingPayloads[305]),
  },
})
