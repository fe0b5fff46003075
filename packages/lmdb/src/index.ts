export { LmdbStore } from './lmdb-store.ts'
export { type LmdbInboxOptions, openInbox, openStore } from './open-inbox.ts'
