export { openInbox, openStore, type SqliteInboxOptions, type StoreClocks } from './open-inbox.ts'
export {
  type SqliteDeduplication,
  type SqliteDeduplicationOptions,
  sqliteDeduplication,
} from './sqlite-deduplication.ts'
