import Type, { type TObject } from 'typebox'

const positive = (description: string, unit: string, defaultValue: number) =>
  Type.Optional(Type.Integer({ minimum: 1, default: defaultValue, unit, description }))

/** The options that every inbox takes, written once. */
export const inboxOptionsSource: TObject = Type.Object(
  {
    attempts: positive(
      'How often a callback is handed to its handlers before it becomes a dead letter.',
      'attempts',
      16,
    ),
    backoff: positive('How long the first retry waits, give or take half; each further one twice as long.', 'ms', 1000),
    maxBackoff: positive('How long a retry waits at most.', 'ms', 600_000),
    timeout: positive('How long one attempt may take; then its signal aborts, and it has failed.', 'ms', 60_000),
    lease: positive(
      'After how long without a sign of life from its process a callback is taken over by another.',
      'ms',
      30_000,
    ),
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
      'How long processes deliver without one that handles a command, until what waits of it becomes a dead letter.',
      'ms',
      3_600_000,
    ),
    crashes: positive(
      'After how many ends of its process a callback becomes a dead letter; from the first on it runs alone.',
      'crashes',
      5,
    ),
    capacity: positive(
      'Callbacks that wait, run, are delayed or are dead after their attempts, at most; when full, callbacks are refused with 503.',
      'callbacks',
      1_000_000,
    ),
    capacityBytes: positive('The same in bytes of packets.', 'bytes', 1_073_741_824),
    maxRefusedEntries: positive(
      'Dead letters that no handler got (refused packets, unknown and unhandled commands) that are kept at most; the oldest go first.',
      'entries',
      10_000,
    ),
    maxRefusedBytes: positive('The same in bytes of packets.', 'bytes', 67_108_864),
    maxRecordedEntries: positive('Recorded decisions that are kept at most; the oldest go first.', 'entries', 100_000),
    maxRecordedBytes: positive('The same in bytes of packets.', 'bytes', 268_435_456),
  },
  { additionalProperties: false },
)
