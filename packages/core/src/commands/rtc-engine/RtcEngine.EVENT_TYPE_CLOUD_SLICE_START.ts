import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, Status, sliceEvent } from './engine-fields.ts'

/** Type 1001 of group 10 (73393). */
export const command: CommandSource = engineEvent({
  group: 10,
  type: 1001,
  constant: 'EVENT_TYPE_CLOUD_SLICE_START',
  summary: 'The slicing of a room started, or failed to.',
  documents: ['73393'],
  info: {
    ...sliceEvent(Payload({ Status: Type.Optional(Status) })),
  },
})
