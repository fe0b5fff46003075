export type {
  Claim,
  ClaimStore,
  DeduplicationStore,
  Outcome,
  Reply,
  Success,
} from '@room-callbacks/core'
// A project names the types of its own exports, and finds them only in the packages that it installed itself.
export type * from '@room-callbacks/core/inbox'
export { openInbox, openStore, type SqliteInboxOptions, type StoreClocks } from './open-inbox.ts'
export {
  type SqliteDeduplication,
  type SqliteDeduplicationOptions,
  sqliteDeduplication,
} from './sqlite-deduplication.ts'
