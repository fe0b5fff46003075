import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { roomEvent, UserId } from './engine-fields.ts'

/** Type 204 of group 2 (39558). */
export const command: CommandSource = engineEvent({
  group: 2,
  type: 204,
  constant: 'EVENT_TYPE_STOP_AUDIO',
  summary: 'A user stopped sending audio.',
  documents: ['39558'],
  info: {
    ...roomEvent,
    UserId,
    Reason: Type.Optional(IntegerCode('0 in samples; its values are not documented.')),
  },
})
