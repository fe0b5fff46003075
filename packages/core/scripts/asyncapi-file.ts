import type { CommandSource } from '../src/commands/command-source.ts'
import { answerSchema } from './answer-schema.ts'
import { commandSchema, interfaceName, operationName } from './command-schema.ts'
import { commandSources, type JsonSchema } from './command-sources.ts'
import { info } from './openapi-file.ts'
import { protocolDescriptions } from './protocol-descriptions.ts'
import { publishedJson } from './schemas-file.ts'

/** Every command as a message of AsyncAPI 3.0, received by the app and answered at once. */
export function asyncapiFile(): string {
  const answers = commandSources.flatMap((source) => {
    const payload = answerSchema(source)
    return payload ? [[`${interfaceName(source)}Answer`, { payload }] as const] : []
  })
  const plain = Object.values(protocolDescriptions).map(
    ({ answer }) => [answer.name, { payload: answer.schema }] as const,
  )
  const { license, ...about } = info
  return publishedJson({
    asyncapi: '3.0.0',
    info: { ...about, license: { name: license.name } },
    defaultContentType: 'application/json',
    channels: {
      callbacks: {
        address: '/',
        description: 'The URL that is configured, with a query of its own for each callback.',
        messages: Object.fromEntries(commandSources.map((source) => [operationName(source), messageOf(source)])),
        bindings: { http: {} },
      },
      answers: {
        address: null,
        description: 'The body of the HTTP response.',
        messages: Object.fromEntries([...plain, ...answers]),
      },
    },
    operations: Object.fromEntries(commandSources.map((source) => [operationName(source), operationOf(source)])),
  })
}

const messageOf = (source: CommandSource): JsonSchema => ({
  name: source.name,
  title: source.name,
  summary: source.summary,
  tags: [{ name: source.name.split('.')[0] }, { name: source.phase }],
  payload: commandSchema(source),
})

function operationOf(source: CommandSource): JsonSchema {
  const answer = source.answer
    ? `${interfaceName(source)}Answer`
    : protocolDescriptions[source.protocol ?? 'command'].answer.name
  return {
    action: 'receive',
    summary: source.summary,
    channel: { $ref: '#/channels/callbacks' },
    messages: [{ $ref: `#/channels/callbacks/messages/${operationName(source)}` }],
    bindings: { http: { method: 'POST' } },
    reply: { channel: { $ref: '#/channels/answers' }, messages: [{ $ref: `#/channels/answers/messages/${answer}` }] },
  }
}
