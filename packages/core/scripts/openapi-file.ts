import { readFileSync } from 'node:fs'
import type { CommandSource } from '../src/commands/command-source.ts'
import type { ProtocolName } from '../src/protocol/command.ts'
import { answerSchema, plainAnswers } from './answer-schema.ts'
import { commandSchema, interfaceName, operationName } from './command-schema.ts'
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

/** The query of Call v1 (60129). */
const callV1Parameters: { readonly [name: string]: JsonSchema } = {
  sdkappid: { schema: digits, required: true, description: 'The application.' },
  contenttype: { schema: text, description: '`json`.' },
  clientip: { schema: text, description: 'The address of the acting client.' },
  optplatform: { schema: text, description: 'The platform of the acting client.' },
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
  const parameters = (names: typeof queryParameters, place: string, prefix = '') =>
    Object.entries(names).map(([name, rest]) => [`${prefix}${name}`, { name, in: place, ...rest }] as const)
  const plain = Object.values(plainAnswers).map(({ name, schema }) => [name, schema] as const)
  return publishedJson({
    openapi: '3.1.0',
    info,
    tags: [...new Set(commandSources.map(familyOf))].map((name) => ({ name })),
    webhooks: Object.fromEntries(commandSources.map((source) => [source.name, { post: operation(source) }])),
    components: {
      schemas: Object.fromEntries([...plain, ...bodies, ...answers]),
      parameters: Object.fromEntries([
        ...parameters(queryParameters, 'query'),
        ...parameters(engineHeaders, 'header', 'Engine'),
        ...parameters(callV1Parameters, 'query', 'CallV1'),
      ]),
    },
  })
}

const familyOf = ({ name }: CommandSource): string => name.split('.')[0] as string

const shared = (names: object, prefix = ''): JsonSchema[] =>
  Object.keys(names).map((name) => reference('parameters', `${prefix}${name}`))

const word = (name: string, words: readonly string[]): JsonSchema => ({
  name,
  in: 'query',
  required: true,
  schema: { enum: words },
})

const parametersOf: { readonly [protocol in ProtocolName]: (words: readonly string[]) => readonly JsonSchema[] } = {
  command: (words) => [word('CallbackCommand', words), ...shared(queryParameters)],
  'rtc-engine': () => shared(engineHeaders, 'Engine'),
  'call-v1': (words) => [
    word(
      'command',
      words.map((name) => name.slice('CallV1.'.length)),
    ),
    ...shared(callV1Parameters, 'CallV1'),
  ],
}

function operation(source: CommandSource): JsonSchema {
  const { name, summary, documents, aliases = [], phase, protocol = 'command', answer } = source
  const answerName = answer ? `${interfaceName(source)}Answer` : plainAnswers[protocol].name
  const description = phase === 'after' ? 'Noted.' : 'The answer is used.'
  return {
    operationId: operationName(source),
    summary,
    description: `Documents: ${documents.join(', ')}.`,
    tags: [familyOf(source)],
    'x-phase': phase,
    parameters: parametersOf[protocol]([name, ...aliases]),
    requestBody: { required: true, content: json(reference('schemas', interfaceName(source))) },
    responses: { 200: { description, content: json(reference('schemas', answerName)) } },
  }
}
