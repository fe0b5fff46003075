import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { AnyObject, Milliseconds } from '../fields.ts'

/** Documents 269/113786 and 1229/68990. The URL is set at the node, and may be another than that of Chat. */
export const command: CommandSource = {
  name: 'Chatbot.InterfaceInvocation',
  phase: 'answering',
  summary: 'A dialogue of Desk reached an interface node, whose variables the answer sets.',
  products: ['chat'],
  documents: ['269/113786', '1229/68990'],
  answer: {
    verdicts: [],
    platformDefault: 'deny',
    fields: {
      answer: Type.Object({ Body: AnyObject('The variables to set, by name.') }, { additionalProperties: false }),
    },
  },
  orderKey: { kind: 'session', paths: ['Body.SystemSessionID'] },
  body: {
    Body: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      tsType: '{ SystemClientUserID?: string; SystemSessionID?: string; [variable: string]: unknown }',
      description: 'The variables by the names that the node gives them; strings in the sample.',
    }),
    EventTime: Milliseconds('When it happened.'),
  },
}
