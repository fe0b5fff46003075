import Type, { type TObject } from 'typebox'

const positive = (description: string, unit: string, defaultValue: number) =>
  Type.Optional(Type.Integer({ minimum: 1, default: defaultValue, unit, description }))

/** The options that every inbox takes, written once. */
export const inboxOptionsSource: TObject = Type.Object(
  {
    attempts: positive('How many attempts a callback gets before it becomes a dead letter.', 'attempts', 16),
    backoff: positive(
      'How long the first retry waits, plus or minus 50 % at random. Each further retry waits twice as long.',
      'ms',
      1000,
    ),
    maxBackoff: positive('How long a retry waits at most.', 'ms', 600_000),
    timeout: positive(
      'How long one attempt may take. Then its signal aborts, and the attempt has failed.',
      'ms',
      60_000,
    ),
    lease: positive('How long a process may be silent before another process takes its callbacks over.', 'ms', 30_000),
    concurrency: positive('Callbacks that one process handles at once.', 'callbacks', 32),
    order: Type.Optional(
      Type.Unsafe({
        enum: ['none', 'key'],
        default: 'none',
        tsType: "'none' | 'key'",
        description:
          '`key` keeps the order of arrival of callbacks with the same `context.orderKey`, across retries, processes and restarts: those of a room or group, the two users of a conversation, a user, a call, a recording task. Each command says which.',
      }),
    ),
    window: positive(
      'How long a handled callback is remembered, so that a repetition is recognised.',
      'ms',
      86_400_000,
    ),
    retention: positive('How long dead letters and recorded decisions are kept.', 'ms', 30 * 86_400_000),
    unhandledAfter: positive(
      'How long processes may deliver while none of them handles a command. Then its waiting callbacks become dead letters.',
      'ms',
      3_600_000,
    ),
    crashes: positive(
      'How many crashes of its process make a callback a dead letter. After the first crash it runs alone.',
      'crashes',
      5,
    ),
    capacity: positive(
      'How many callbacks may wait, run, be delayed, or be dead after their attempts. When it is full, callbacks are refused with 503.',
      'callbacks',
      1_000_000,
    ),
    capacityBytes: positive('The same in bytes of packets.', 'bytes', 1_073_741_824),
    maxRefusedEntries: positive(
      'How many dead letters without a handler (refused packets, unknown and unhandled commands) are kept. The oldest are removed first.',
      'entries',
      10_000,
    ),
    maxRefusedBytes: positive('The same in bytes of packets.', 'bytes', 67_108_864),
    maxRecordedEntries: positive(
      'How many recorded decisions are kept. The oldest are removed first.',
      'entries',
      100_000,
    ),
    maxRecordedBytes: positive('The same in bytes of packets.', 'bytes', 268_435_456),
  },
  { additionalProperties: false },
)
