import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, Status, sliceEvent } from './engine-fields.ts'

/** Type 1005 of group 10 (73393). */
export const command: CommandSource = engineEvent({
  group: 10,
  type: 1005,
  constant: 'EVENT_TYPE_CLOUD_SLICE_UPLOAD_STOP',
  summary: 'The upload of slices stopped.',
  documents: ['73393'],
  info: {
    ...sliceEvent(Payload({ Status: Type.Optional(Status) })),
  },
})
