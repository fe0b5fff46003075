import Type, { type TObject, type TSchema } from 'typebox'
import { deduplicationOptionsSource } from '../deduplication/deduplication-options-source.ts'

const functionOf = (tsType: string, description: string): TSchema =>
  Type.Unsafe({ function: true, tsType, description })

const Token = Type.String({ pattern: '^[^]{1,128}$' })
const Tokens = Type.Union([Token, Type.Array(Token, { minItems: 1 })])

const Key = Type.String({ pattern: '^[A-Za-z0-9]{1,32}$' })
const Keys = Type.Union([Key, Type.Array(Key, { minItems: 1 }), Type.Literal(false)])

const positive = (description: string, unit: string, defaultValue: number, maximum?: number): TSchema =>
  Type.Integer({ minimum: 1, ...(maximum && { maximum }), default: defaultValue, unit, description })

/** The options of `roomCallbacks`, written once: the check at start-up, the interface and the table come from it. */
export const optionsSource: TObject = Type.Object(
  {
    token: Type.Optional(
      Type.Unsafe({
        anyOf: [Tokens, functionOf('', ''), Type.Record(Type.String(), Tokens, { minProperties: 1 })],
        tsType:
          'string | readonly string[] | { readonly [sdkAppId: string]: string | readonly string[] } | TokenFunction | undefined',
        description:
          'The authentication token of the callback settings, 1 to 128 characters without white space (69528). Several tokens are accepted at once, for a rotation; an object gives each app its own; a function finds the token of an app, and its answer is used for 60 s. If it is left out, nothing is authenticated. If it is empty or undefined, `roomCallbacks()` throws.',
      }),
    ),
    key: Type.Optional(
      Type.Unsafe({
        anyOf: [Keys, functionOf('', ''), Type.Record(Type.String(), Keys, { minProperties: 1 })],
        tsType:
          'string | readonly string[] | false | { readonly [sdkAppId: string]: string | readonly string[] | false } | KeyFunction | undefined',
        description:
          'The callback key of RTC Engine, 1 to 32 letters and digits (39558): with it the receiver takes events of RTC Engine too, whose headers `SdkAppId` and `Sign` say what they are. Several keys are accepted at once, for a rotation; an object gives each app its own, and events of an app without one are refused; a function finds the key of an app, and its answer is used for 60 s. `false` says that the console has no key: events are taken without any check. If it is left out, such requests are not for this receiver. If it is undefined, `roomCallbacks()` throws.',
      }),
    ),
    signatureWindow: Type.Optional(
      positive('How far `RequestTime` may lie from the clock, before and after (64412).', 's', 60),
    ),
    addresses: Type.Optional(
      Type.Unsafe({
        anyOf: [Type.Array(Type.String(), { minItems: 1 }), functionOf('', '')],
        tsType: 'readonly string[] | ((address: string) => boolean | Promise<boolean>)',
        description:
          'Who may call: addresses and CIDR blocks, or a function that answers for one address. The address is the one that the host reports, without port, brackets and zone. Behind proxies tell the host their number: `trust proxy` in Express, `proxy` and `maxIpsCount` in Koa. With `true` alone a caller can write an address of its own into X-Forwarded-For. Then the last address is checked, which the nearest proxy added, and a warning says so.',
      }),
    ),
    bodyLimit: Type.Optional(positive('Bytes of a body that are read at most.', 'bytes', 262_144)),
    deadline: Type.Optional(
      positive(
        'When the callback is answered at the latest, counted from its arrival; Tencent waits 2 s. At most 60000.',
        'ms',
        1500,
        60_000,
      ),
    ),
    engineDeadline: Type.Optional(
      positive(
        'When an event of RTC Engine is answered at the latest, counted from its arrival; the platform waits 5 s. At most 60000.',
        'ms',
        4000,
        60_000,
      ),
    ),
    callV1: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Whether callbacks of Call v1 are received, the deprecated protocol of older calling components (60129). It signs nothing: every sender who knows the URL can send them, also where a token is given. Give `addresses`, or a path that cannot be guessed.',
      }),
    ),
    ack: Type.Optional(
      Type.Unsafe({
        enum: ['handled', 'received'],
        default: 'handled',
        tsType: "'handled' | 'received'",
        description:
          '`handled`: an After callback is answered after its handlers ran. `received`: it is answered before they run.',
      }),
    ),
    fallback: Type.Optional(
      Type.Unsafe({
        anyOf: [{ enum: ['allow', 'deny'] }, { type: 'object', additionalProperties: { enum: ['allow', 'deny'] } }],
        tsType: "'allow' | 'deny' | { readonly [command: string]: 'allow' | 'deny' }",
        description:
          'The answer to a Before callback when no handler decided: none is registered, it threw, it was late, or the packet was refused. For all commands, or command by command. If it is left out, the answer is what Tencent does without one: a gift is blocked, a message is delivered. For a command of your own it is its `platformDefault`.',
      }),
    ),
    concurrency: Type.Optional(
      positive(
        'Callbacks that run at once, with those whose handlers or hooks continue after the answer. Also how many calls of the `rejected` hook, and of the `error` hook, run at once: above that, the error is printed to stderr.',
        'callbacks',
        1000,
      ),
    ),
    deduplication: Type.Optional(
      Type.Unsafe({
        anyOf: [{ const: false }, deduplicationOptionsSource],
        tsType: 'false | DeduplicationOptions',
        description:
          'How repeated deliveries are recognised: `window` (ms, 24 h), `lease` (ms, 60 s), `capacity` (100000 callbacks), `store` (memory). `false` runs the handlers for each delivery.',
      }),
    ),
    inbox: Type.Optional(
      Type.Unsafe({
        type: 'object',
        properties: { put: functionOf('', ''), deliver: functionOf('', '') },
        required: ['put', 'deliver'],
        tsType: 'Inbox',
        description:
          'Where After callbacks are stored before they are answered, and from where they are delivered to the handlers. If it is left out, handlers run in the request.',
      }),
    ),
    delivery: Type.Optional(
      Type.Boolean({
        default: true,
        description:
          'Whether this process runs its handlers for the callbacks in the inbox. With `false` it only receives. A process that only delivers mounts nothing.',
      }),
    ),
    recordDecisions: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Whether Before callbacks are kept in the inbox with the answer they were given, to be read later.',
      }),
    ),
    validation: Type.Optional(
      Type.Unsafe({
        enum: ['tolerant', 'strict'],
        default: 'tolerant',
        tsType: "'tolerant' | 'strict'",
        description: '`strict` refuses every packet that drifts from the schema; for tests.',
      }),
    ),
    clock: Type.Optional(
      functionOf('() => number', 'The time in milliseconds since 1970; for tests. Default: `Date.now`.'),
    ),
  },
  { additionalProperties: false },
)
