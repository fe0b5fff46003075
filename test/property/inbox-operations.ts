import fc, { type Arbitrary } from 'fast-check'

/** What may happen to a store. `pick` chooses among what was ever taken, what is held no more included. */
export type InboxOperation =
  | { readonly do: 'put'; readonly key: number; readonly kind: 'after' | 'refused' | 'recorded' }
  | { readonly do: 'take'; readonly limit: number }
  | { readonly do: 'extend' | 'finish' | 'bury'; readonly pick: number }
  | { readonly do: 'delay'; readonly pick: number; readonly duration: number }
  | { readonly do: 'retry'; readonly key: number | 'all' }
  | { readonly do: 'purge'; readonly key: number }
  | { readonly do: 'purge state'; readonly state: 'dead' | 'recorded'; readonly olderThan: number }
  | { readonly do: 'pass'; readonly duration: number }
  | { readonly do: 'expire' }
  | { readonly do: 'reopen' }

/** Each is done by one of two processes. */
export type ProcessedOperation = readonly [process: 0 | 1, operation: InboxOperation]

const key = fc.nat(9)
const pick = fc.nat(30)
const operation: Arbitrary<InboxOperation> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('put'),
      key,
      kind: fc.constantFrom('after', 'after', 'after', 'after', 'refused', 'recorded'),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('take'), limit: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('extend', 'finish', 'finish', 'finish', 'bury'), pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delay'), pick, duration: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retry'), key: fc.oneof(key, fc.constant('all')) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge'), key }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('purge state'),
      state: fc.constantFrom('dead', 'recorded'),
      olderThan: fc.nat(200),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass'), duration: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 1, arbitrary: fc.constant<InboxOperation>({ do: 'expire' }) },
  { weight: 1, arbitrary: fc.constant<InboxOperation>({ do: 'reopen' }) },
)

/** An interleaving of what two processes do. */
export const arbitraryInterleaving: Arbitrary<readonly ProcessedOperation[]> = fc.array(
  fc.tuple(fc.constantFrom<0 | 1>(0, 1), operation),
  // Without its size an array would be far shorter.
  { maxLength: 50, size: 'max' },
)
