import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { OpenEnum } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { aiEvent, Payload, RoundId } from './engine-fields.ts'

/** Type 906 of group 9 (68331). */
export const command: CommandSource = engineEvent({
  group: 9,
  type: 906,
  constant: 'EVENT_TYPE_AI_METRIC_MESSAGE',
  summary: 'A figure of an AI conversation.',
  documents: ['68331'],
  info: {
    ...aiEvent(
      Payload({
        Metric: OpenEnum('What was measured.', [
          'asr_latency',
          'llm_network_latency',
          'llm_first_token',
          'tts_network_latency',
          'tts_first_frame_latency',
          'tts_discontinuity',
          'interruption',
        ]),
        Value: Type.Number({ description: 'The figure.' }),
        Tag: Type.Object({ RoundId }, { description: 'What it belongs to.' }),
      }),
    ),
  },
})
