import type { CommandSource } from '../src/commands/command-source.ts'
import { answerFields, type JsonSchema } from './command-sources.ts'

const actionStatus = { type: 'string', enum: ['OK', 'FAIL'], description: 'A refused question is answered `OK` too.' }

/** The answer to an After command: noted (README.md section 5 of the protocol). */
export const plainAnswer: JsonSchema = {
  type: 'object',
  title: 'Answer',
  description: 'Noted. What has happened cannot be refused.',
  required: ['ActionStatus', 'ErrorInfo', 'ErrorCode'],
  properties: {
    ActionStatus: actionStatus,
    ErrorInfo: { type: 'string', description: 'May be empty.' },
    ErrorCode: { type: 'integer', description: '0.' },
  },
}

/** The answer to a command that uses what it says; undefined for an After command. */
export function answerSchema({ name, answer, phase }: CommandSource): JsonSchema | undefined {
  if (!answer) return undefined
  const { verdicts, codes, eachOf } = answer
  const fields = answerFields(answer).flatMap(([, schema]) => Object.entries((schema as JsonSchema).properties ?? {}))
  const required = eachOf === undefined ? [] : ['ResultItem']
  const plainCodes = ['0 lets it happen', '1 refuses', ...(verdicts.includes('drop') ? ['2 drops it silently'] : [])]
  const ranges = codes ? [{ minimum: codes[0], maximum: codes[1] }] : []
  const shown = codes ? [`${codes[0]} to ${codes[1]} refuse, and reach the client with \`ErrorInfo\``] : []
  const known = [{ const: 0 }, { const: 1 }, ...(verdicts.includes('drop') ? [{ const: 2 }] : []), ...ranges]
  const decided = { type: 'integer', anyOf: known, description: `${[...plainCodes, ...shown].join('; ')}.` }
  const fixed = { type: 'integer', description: '0; any other code means that the app failed.' }
  return {
    ...plainAnswer,
    title: `${name.replace('.', '')}Answer`,
    description: phase === 'before' ? 'The answer decides.' : 'The platform uses what the answer holds.',
    required: [...(plainAnswer['required'] as readonly string[]), ...required],
    properties: {
      ...plainAnswer.properties,
      ErrorCode: phase === 'before' && eachOf === undefined ? decided : fixed,
      ...Object.fromEntries(fields),
    },
  }
}
