export { type InboxOptions, inboxOptionTable } from '../generated/inbox-options.ts'
export { backoffAfter } from './backoff.ts'
export { createInbox } from './create-inbox.ts'
export type {
  Attempt,
  AttemptResult,
  DeliverRecord,
  Delivery,
  EntryState,
  Inbox,
  InboxEntry,
  InboxOperations,
  InboxStats,
  ListOptions,
  OnDead,
  PurgeOptions,
  WaitOptions,
} from './inbox.ts'
export { type InboxEvent, publishInboxEvent } from './inbox-event.ts'
export type { InboxRecord, RecordedError } from './inbox-record.ts'
export type { InboxStore, TakenEntry } from './inbox-store.ts'
export { Outage } from './outage.ts'
export { type InboxSettings, readInboxOptions } from './read-inbox-options.ts'
export { RunningAttempt } from './running-attempt.ts'
export { within } from './timers.ts'
export { untilDrained } from './until-drained.ts'
