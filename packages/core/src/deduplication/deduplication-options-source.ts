import Type, { type TObject, type TSchema } from 'typebox'

const positive = (description: string, unit: string, defaultValue: number): TSchema =>
  Type.Integer({ minimum: 1, default: defaultValue, unit, description })

/** What the option `deduplication` takes, written once: its check, its interface and its defaults come from it. */
export const deduplicationOptionsSource: TObject = Type.Object(
  {
    window: Type.Optional(positive('How long a finished callback is remembered.', 'ms', 86_400_000)),
    lease: Type.Optional(positive('How long a running callback is held for its first delivery.', 'ms', 60_000)),
    capacity: Type.Optional(
      positive('Finished callbacks remembered by the store in memory: 37 bytes each.', 'callbacks', 100_000),
    ),
    store: Type.Optional(
      Type.Unsafe({
        type: 'object',
        tsType: 'DeduplicationStore',
        description: 'Where callbacks are remembered. Left out, in the memory of this process.',
      }),
    ),
  },
  { additionalProperties: false },
)
