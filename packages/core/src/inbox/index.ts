export type { OptionRow } from '../checked-options/option-row.ts'
export type { InternalErrorCode } from '../errors/internal-errors.ts'
export type { RefusalCode } from '../errors/refusals.ts'
export type { ErrorCode, RoomCallbacksError } from '../errors/room-callbacks-error.ts'
export { type InboxOptions, inboxOptionTable } from '../generated/inbox-options.ts'
export { createInbox } from '../receive/receiving-inbox.ts'
export { withTimeout } from '../timers.ts'
export { backoffAfter } from './backoff.ts'
export { GroupCommit, type GroupCommitOptions, unwritten, type Written } from './group-commit.ts'
export type {
  Attempt,
  AttemptResult,
  DeliverOptions,
  DeliverRecord,
  Delivery,
  EntryState,
  HandledCommands,
  Inbox,
  InboxEntry,
  InboxOperations,
  InboxStats,
  ListOptions,
  OnDeadLetter,
  PurgeOptions,
  PutOptions,
  PutOutcome,
  WaitOptions,
} from './inbox.ts'
export type { InboxClocks } from './inbox-dependencies.ts'
export { type InboxEvent, type InboxRecord, publishInboxEvent, type RecordedError, recordSize } from './inbox-record.ts'
export {
  type InboxStore,
  type Leased,
  type LeasedEntry,
  type LeaseRequest,
  livingFor,
  unhandledError,
  unhandledGrace,
} from './inbox-store.ts'
export {
  countEntries,
  type EntryCount,
  type EntryCounts,
  type EntryFilter,
  fitsFilter,
  type ReadOptions,
  readEntries,
} from './read-entries.ts'
export { type InboxSettings, readInboxOptions } from './read-inbox-options.ts'
export { type LeaseClockFields, type LeaseClockSources, SeenLeaseClock } from './seen-lease-clock.ts'
export { Backlog, type BacklogBounds, StoreHealth } from './store-health.ts'
export { waitUntilEmpty } from './wait-until-empty.ts'
