import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { LeaveCode } from '../recording-payload.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, sliceEvent } from './engine-fields.ts'

/** Type 1002 of group 10 (73393). */
export const command: CommandSource = engineEvent({
  group: 10,
  type: 1002,
  constant: 'EVENT_TYPE_CLOUD_SLICE_STOP',
  summary: 'The slicing of a room stopped.',
  documents: ['73393'],
  info: {
    ...sliceEvent(Payload({ LeaveCode: Type.Optional(LeaveCode) })),
  },
})
