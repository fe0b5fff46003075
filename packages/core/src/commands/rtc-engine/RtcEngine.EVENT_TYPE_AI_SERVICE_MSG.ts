import type { CommandSource } from '../command-source.ts'
import { Milliseconds, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload, RoundId, UserId } from './engine-fields.ts'

/** Type 903 of group 9 (66149, 68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 903,
  constant: 'EVENT_TYPE_AI_SERVICE_MSG',
  summary: 'A sentence was recognised, or the language model replied.',
  documents: ['66149', '68331'],
  info: {
    ...aiEvent(
      Payload({
        UserId,
        Text: Text('What was said.'),
        StartTimeMs: Milliseconds('When it begins.'),
        EndTimeMs: Milliseconds('When it ends.'),
        RoundId,
      }),
    ),
  },
})
