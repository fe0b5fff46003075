import { readFileSync } from 'node:fs'
import type { CommandSource } from '../src/commands/command-source.ts'
import { answerSchema, engineAnswer, plainAnswer } from './answer-schema.ts'
import { commandSchema, interfaceName } from './command-schema.ts'
import { commandSources, type JsonSchema } from './command-sources.ts'
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

const text = { type: 'string' }
const digits = { type: 'string', pattern: '^\\d+$' }

/** The query of every callback but those of RTC Engine (34354, 64412). Names are compared without regard to case. */
const queryParameters: { readonly [name: string]: JsonSchema } = {
  SdkAppid: { schema: digits, required: true, description: 'The application; refuse any other than your own.' },
  contenttype: { schema: text, description: '`json`.' },
  ClientIP: { schema: text, description: 'Address of the acting client; absent from some commands.' },
  OptPlatform: { schema: text, description: 'Platform of the acting client: an open set, in any case.' },
  RequestTime: { schema: digits, description: 'Unix seconds; where a token is configured.' },
  Sign: {
    schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    description: 'SHA-256 of the token followed by `RequestTime`, in hex; it covers neither body nor command.',
  },
  RequestID: {
    schema: text,
    description: 'Of Desk: the same for each attempt of one callback. Also written `RequestId`.',
  },
}

/** The headers of an event of RTC Engine (39558). */
const engineHeaders: { readonly [name: string]: JsonSchema } = {
  SdkAppId: { schema: digits, required: true, description: 'The application.' },
  Sign: { schema: text, description: 'HMAC-SHA256 of the body with the key of the application, in base64.' },
}

const reference = (kind: string, name: string): JsonSchema => ({ $ref: `#/components/${kind}/${name}` })
const json = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema } })

/** Every command as a webhook of OpenAPI 3.1. */
export function openapiFile(): string {
  const isEngine = ({ protocol }: CommandSource): boolean => protocol === 'rtc-engine'
  const answers = commandSources.flatMap((source) => {
    const schema = answerSchema(source)
    return schema ? [[`${interfaceName(source)}Answer`, schema] as const] : []
  })
  const bodies = commandSources.map((source) => [interfaceName(source), commandSchema(source)] as const)
  const parameters = (names: typeof queryParameters, place: string, prefix = '') =>
    Object.entries(names).map(([name, rest]) => [`${prefix}${name}`, { name, in: place, ...rest }] as const)
  const engineParameters = commandSources.some(isEngine) ? parameters(engineHeaders, 'header', 'Engine') : []
  const schemas = { Answer: plainAnswer, ...(engineParameters.length > 0 && { EngineAnswer: engineAnswer }) }
  return publishedJson({
    openapi: '3.1.0',
    info,
    tags: [...new Set(commandSources.map(familyOf))].map((name) => ({ name })),
    webhooks: Object.fromEntries(commandSources.map((source) => [source.name, { post: operation(source) }])),
    components: {
      schemas: { ...schemas, ...Object.fromEntries([...bodies, ...answers]) },
      parameters: Object.fromEntries([...parameters(queryParameters, 'query'), ...engineParameters]),
    },
  })
}

const familyOf = ({ name }: CommandSource): string => name.split('.')[0] as string

function operation(source: CommandSource): JsonSchema {
  const { name, summary, documents, aliases = [], phase, protocol, answer } = source
  const word = { name: 'CallbackCommand', in: 'query', required: true, schema: { enum: [name, ...aliases] } }
  const isEngine = protocol === 'rtc-engine'
  const places = isEngine ? Object.keys(engineHeaders).map((header) => `Engine${header}`) : Object.keys(queryParameters)
  const shared = places.map((place) => reference('parameters', place))
  const answerName = answer ? `${interfaceName(source)}Answer` : isEngine ? 'EngineAnswer' : 'Answer'
  const description = phase === 'after' ? 'Noted.' : 'The answer is used.'
  return {
    operationId: interfaceName(source),
    summary,
    description: `Documents: ${documents.join(', ')}.`,
    tags: [familyOf(source)],
    'x-phase': phase,
    parameters: isEngine ? shared : [word, ...shared],
    requestBody: { required: true, content: json(reference('schemas', interfaceName(source))) },
    responses: { 200: { description, content: json(reference('schemas', answerName)) } },
  }
}
