import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, sliceEvent } from './engine-fields.ts'

/** Type 1006 of group 10 (73393). */
export const command: CommandSource = engineEvent({
  group: 10,
  type: 1006,
  constant: 'EVENT_TYPE_CLOUD_SLICE_UPLOAD_ERROR',
  summary: 'A slice could not be uploaded.',
  documents: ['73393'],
  info: {
    ...sliceEvent(
      Payload({
        Code: Type.Optional(IntegerCode('The code of the storage service.')),
        Message: Type.Optional(Text('The message of the storage service.')),
      }),
    ),
  },
})
