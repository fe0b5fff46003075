import type { HandledCommands } from '@room-callbacks/core/inbox'
import fc, { type Arbitrary } from 'fast-check'
import { commandOf, type RecordKind } from './inbox-records.ts'

/** What may happen to a store. `pick` chooses among what was ever leased, what is leased no more included. */
export type InboxOperation =
  | { readonly do: 'put'; readonly key: number; readonly kind: RecordKind; readonly asksForLease: boolean }
  | {
      readonly do: 'lease'
      readonly limit: number
      readonly commands: HandledCommands
      readonly suspects: 'none' | 'one'
    }
  | { readonly do: 'extend' | 'complete' | 'deadLetter' | 'release'; readonly pick: number }
  | { readonly do: 'delay'; readonly pick: number; readonly duration: number }
  | { readonly do: 'announce'; readonly commands: HandledCommands }
  | { readonly do: 'retry'; readonly key: number | 'all' }
  | { readonly do: 'purge'; readonly key: number }
  | { readonly do: 'purge state'; readonly state: 'dead' | 'recorded'; readonly olderThan: number | undefined }
  | { readonly do: 'pass'; readonly duration: number }
  | { readonly do: 'set the wall clock'; readonly by: number }
  | { readonly do: 'expire' }
  | { readonly do: 'reopen' }

/** Each is done by one of two processes. */
export type ProcessedOperation = readonly [process: 0 | 1, operation: InboxOperation]

const key = fc.nat(9)
const pick = fc.nat(30)
const commands = fc.constantFrom<HandledCommands>(
  '*',
  '*',
  [commandOf(0)],
  [commandOf(1)],
  [commandOf(0), commandOf(1)],
)
const operation: Arbitrary<InboxOperation> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('put'),
      key,
      kind: fc.constantFrom('after', 'after', 'after', 'after', 'refused', 'recorded'),
      asksForLease: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('lease'),
      limit: fc.integer({ min: 1, max: 4 }),
      commands,
      suspects: fc.constantFrom('none', 'one'),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom('extend', 'complete', 'complete', 'complete', 'deadLetter', 'release'),
      pick,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delay'), pick, duration: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('announce'), commands }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retry'), key: fc.oneof(key, fc.constant('all')) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge'), key }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('purge state'),
      state: fc.constantFrom('dead', 'recorded'),
      olderThan: fc.option(fc.nat(200), { nil: undefined }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass'), duration: fc.integer({ min: 1, max: 200 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('set the wall clock'), by: fc.constantFrom(-3_600_000, -500, 500) }),
  },
  { weight: 2, arbitrary: fc.constant<InboxOperation>({ do: 'expire' }) },
  { weight: 1, arbitrary: fc.constant<InboxOperation>({ do: 'reopen' }) },
)

/** An interleaving of what two processes do. */
export const arbitraryInterleaving: Arbitrary<readonly ProcessedOperation[]> = fc.array(
  fc.tuple(fc.constantFrom<0 | 1>(0, 1), operation),
  // Without its size an array would be far shorter.
  { maxLength: 60, size: 'max' },
)
