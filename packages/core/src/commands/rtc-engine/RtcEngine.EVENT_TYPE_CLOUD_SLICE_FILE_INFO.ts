import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { sliceEvent, UnknownPayload } from './engine-fields.ts'

/** Type 1004 of group 10 (73393). */
export const command: CommandSource = engineEvent({
  group: 10,
  type: 1004,
  constant: 'EVENT_TYPE_CLOUD_SLICE_FILE_INFO',
  summary: 'A slice was uploaded.',
  documents: ['73393'],
  info: {
    ...sliceEvent(UnknownPayload),
    StreamUserId: Type.Optional(Account('Whose stream it is.')),
  },
})
