import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, UnknownPayload } from './engine-fields.ts'

/** Type 1501 of group 15 (647/139212). */
export const command: CommandSource = engineEvent({
  group: 15,
  type: 1501,
  summary: 'An AI conversation 2.0 tells something: which numbers from 1501 on mean what is not documented.',
  documents: ['647/139212'],
  info: {
    ...aiEvent(UnknownPayload),
  },
})
