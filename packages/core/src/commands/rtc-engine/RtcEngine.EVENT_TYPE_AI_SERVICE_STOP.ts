import type { CommandSource } from '../command-source.ts'
import { IntegerCode } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload } from './engine-fields.ts'

/** Type 902 of group 9 (66149, 68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 902,
  constant: 'EVENT_TYPE_AI_SERVICE_STOP',
  summary: 'An AI service stopped.',
  documents: ['66149', '68331'],
  info: {
    ...aiEvent(
      Payload({
        LeaveCode: IntegerCode(
          '0: stopped by the API. 1 and 3: the robot was removed. 2 and 4: the room was closed. 98: internal error. 99: the robot was alone.',
        ),
      }),
    ),
  },
})
