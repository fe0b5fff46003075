export { type LmdbInboxOptions, openInbox, openStore } from './open-inbox.ts'
