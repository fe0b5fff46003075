import type { ProtocolName } from '../src/protocol/command.ts'
import { plainAnswer } from './answer-schema.ts'
import type { JsonSchema } from './command-sources.ts'

/** What is published of a protocol, in OpenAPI and AsyncAPI. */
interface ProtocolDescription {
  /** The answer to what has happened. */
  readonly answer: { readonly name: string; readonly schema: JsonSchema }
  /** The parameter that names the command, and how it writes the word; undefined where the body names it. */
  readonly commandParameter: { readonly name: string; readonly wordOf: (command: string) => string } | undefined
  /** Where the other parameters stand, and what sets their names apart from those of other protocols. */
  readonly place: 'query' | 'header'
  readonly prefix: string
  readonly parameters: { readonly [name: string]: JsonSchema }
}

const text = { type: 'string' }
const digits = { type: 'string', pattern: '^\\d+$' }

/** The query of most callbacks (34354, 64412). Names are compared without regard to case. */
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

/** The answer to an event of RTC Engine: the status decides alone (39558). */
const engineAnswer: JsonSchema = {
  type: 'object',
  title: 'EngineAnswer',
  description: 'Any answer with status 200 is taken for received.',
  properties: { code: { type: 'integer', description: '0.' } },
}

/** The answer to a callback of Call v1 (60129). */
const callV1Answer: JsonSchema = {
  type: 'object',
  title: 'CallV1Answer',
  description: 'Noted. With another code than 0 the callback is sent again, five times more at the most.',
  required: ['ErrorCode', 'ErrorMessage'],
  properties: {
    ErrorCode: { type: 'integer', description: '0: received. Any other: send it again.' },
    ErrorMessage: { type: 'string', description: '`Success`, or why it is to be sent again.' },
  },
}

/** Each protocol, as it is published. */
export const protocolDescriptions: { readonly [protocol in ProtocolName]: ProtocolDescription } = {
  command: {
    answer: { name: 'Answer', schema: plainAnswer },
    commandParameter: { name: 'CallbackCommand', wordOf: (command) => command },
    place: 'query',
    prefix: '',
    parameters: queryParameters,
  },
  'rtc-engine': {
    answer: { name: 'EngineAnswer', schema: engineAnswer },
    commandParameter: undefined,
    place: 'header',
    prefix: 'Engine',
    parameters: engineHeaders,
  },
  'call-v1': {
    answer: { name: 'CallV1Answer', schema: callV1Answer },
    commandParameter: { name: 'command', wordOf: (command) => command.slice('CallV1.'.length) },
    place: 'query',
    prefix: 'CallV1',
    parameters: callV1Parameters,
  },
}
