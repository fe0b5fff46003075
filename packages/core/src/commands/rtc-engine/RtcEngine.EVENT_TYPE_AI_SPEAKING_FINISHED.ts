import type { CommandSource } from '../command-source.ts'
import { Account, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload, RoundId } from './engine-fields.ts'

/** Type 905 of group 9 (68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 905,
  constant: 'EVENT_TYPE_AI_SPEAKING_FINISHED',
  summary: 'The AI finished speaking.',
  documents: ['68331'],
  info: {
    ...aiEvent(Payload({ UserId: Account('The robot.'), RoundId, Text: Text('What it said.') })),
  },
})
