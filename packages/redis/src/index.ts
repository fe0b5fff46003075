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
export type { Persistence } from './connect/check-server.ts'
export type { Connection } from './connect/connection.ts'
export { type RedisDeduplication, redisDeduplication } from './deduplication/redis-deduplication.ts'
export type { RedisDeduplicationOptions } from './deduplication/redis-deduplication-options.ts'
export { openInbox, type RedisInbox } from './open-inbox.ts'
export type { RedisInboxOptions } from './redis-inbox-options.ts'
