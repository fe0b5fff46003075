import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { roomEvent, UserId } from './engine-fields.ts'

/** Type 202 of group 2 (39558). */
export const command: CommandSource = engineEvent({
  group: 2,
  type: 202,
  constant: 'EVENT_TYPE_STOP_VIDEO',
  summary: 'A user stopped sending video.',
  documents: ['39558'],
  info: {
    ...roomEvent,
    UserId,
    Reason: Type.Optional(IntegerCode('0 in samples; its values are not documented.')),
  },
})
