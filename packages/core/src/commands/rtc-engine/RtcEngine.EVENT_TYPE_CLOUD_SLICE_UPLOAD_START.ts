import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, Status, sliceEvent } from './engine-fields.ts'

/** Type 1003 of group 10 (73393). */
export const command: CommandSource = engineEvent({
  group: 10,
  type: 1003,
  constant: 'EVENT_TYPE_CLOUD_SLICE_UPLOAD_START',
  summary: 'The upload of slices started.',
  documents: ['73393'],
  info: {
    ...sliceEvent(Payload({ Status: Type.Optional(Status) })),
  },
})
