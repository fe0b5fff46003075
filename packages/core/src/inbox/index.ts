export { type InboxOptions, inboxOptionTable } from '../generated/inbox-options.ts'
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
export { type InboxSettings, readInboxOptions } from './read-inbox-options.ts'
