import { readFileSync } from 'node:fs'
import type { CommandSource } from '../src/commands/command-source.ts'
import { answerSchema } from './answer-schema.ts'
import { commandSchema, interfaceName, operationName } from './command-schema.ts'
import { commandSources, type JsonSchema } from './command-sources.ts'
import { protocolDescriptions } from './protocol-descriptions.ts'
import { publishedJson } from './schemas-file.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** What both descriptions say of themselves. */
export const info = {
  title: 'Server callbacks of Tencent RTC',
  version,
  description: [
    'Bodies are described as handlers of room-callbacks see them. On the wire they are looser: a user id may be an integer beyond',
    '2^53, `EventTime` a text or absent, a flag a text, and unknown fields and words appear at any time. The pages document no',
    'content type. `ContentCallback.*` and `Push.*` name their command in the query alone.',
  ].join(' '),
  license: { name: 'MIT', identifier: 'MIT' },
}

const reference = (kind: string, name: string): JsonSchema => ({ $ref: `#/components/${kind}/${name}` })
const json = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema } })

/** Every command as a webhook of OpenAPI 3.1. */
export function openapiFile(): string {
  const answers = commandSources.flatMap((source) => {
    const schema = answerSchema(source)
    return schema ? [[`${interfaceName(source)}Answer`, schema] as const] : []
  })
  const bodies = commandSources.map((source) => [interfaceName(source), commandSchema(source)] as const)
  const descriptions = Object.values(protocolDescriptions)
  const plain = descriptions.map(({ answer }) => [answer.name, answer.schema] as const)
  const parameters = descriptions.flatMap(({ place, prefix, parameters }) =>
    Object.entries(parameters).map(([name, rest]) => [`${prefix}${name}`, { name, in: place, ...rest }] as const),
  )
  return publishedJson({
    openapi: '3.1.0',
    info,
    tags: [...new Set(commandSources.map(familyOf))].map((name) => ({ name })),
    webhooks: Object.fromEntries(commandSources.map((source) => [source.name, { post: operation(source) }])),
    components: {
      schemas: Object.fromEntries([...plain, ...bodies, ...answers]),
      parameters: Object.fromEntries(parameters),
    },
  })
}

const familyOf = ({ name }: CommandSource): string => name.split('.')[0] as string

function parametersOf({ name, aliases = [], protocol }: CommandSource): JsonSchema[] {
  const { commandParameter, prefix, parameters } = protocolDescriptions[protocol ?? 'command']
  const words = commandParameter && [name, ...aliases].map(commandParameter.wordOf)
  return [
    ...(words ? [{ name: commandParameter.name, in: 'query', required: true, schema: { enum: words } }] : []),
    ...Object.keys(parameters).map((parameter) => reference('parameters', `${prefix}${parameter}`)),
  ]
}

function operation(source: CommandSource): JsonSchema {
  const { summary, documents, phase, protocol = 'command', answer } = source
  const answerName = answer ? `${interfaceName(source)}Answer` : protocolDescriptions[protocol].answer.name
  const description = phase === 'after' ? 'Noted.' : 'The answer is used.'
  return {
    operationId: operationName(source),
    summary,
    description: `Documents: ${documents.join(', ')}.`,
    tags: [familyOf(source)],
    'x-phase': phase,
    parameters: parametersOf(source),
    requestBody: { required: true, content: json(reference('schemas', interfaceName(source))) },
    responses: { 200: { description, content: json(reference('schemas', answerName)) } },
  }
}
