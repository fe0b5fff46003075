import type { CommandSource } from '../command-source.ts'
import { OpenEnum } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload } from './engine-fields.ts'

/** Type 909 of group 9 (68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 909,
  constant: 'EVENT_TYPE_AI_SESSION_STATUS_CALLBACK',
  summary: 'An AI conversation changed its state.',
  documents: ['68331'],
  info: {
    ...aiEvent(Payload({ Status: OpenEnum('The state.', ['session_ready']) })),
  },
})
