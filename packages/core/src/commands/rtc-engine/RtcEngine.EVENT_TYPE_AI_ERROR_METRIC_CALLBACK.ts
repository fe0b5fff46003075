import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode, OpenEnum, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload, RoundId } from './engine-fields.ts'

/** Type 908 of group 9 (68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 908,
  constant: 'EVENT_TYPE_AI_ERROR_METRIC_CALLBACK',
  summary: 'An AI conversation failed.',
  documents: ['68331'],
  info: {
    ...aiEvent(
      Payload({
        Metric: OpenEnum('What failed; the table repeats the words of 906.', ['llm_error']),
        Tag: Type.Object(
          { RoundId, Code: IntegerCode('Why it failed.'), Message: Text('Why it failed; may be empty.') },
          { description: 'What it belongs to.' },
        ),
      }),
    ),
  },
})
