export type { Claim, ClaimStore, DeduplicationStore, Outcome, Reply, Success } from '@room-callbacks/core'
// A project names the types of its own exports, and finds them only in the packages that it installed itself.
export type * from '@room-callbacks/core/inbox'
export type { Durability } from './connect/check-server.ts'
export type { PostgresPlace } from './connect/place.ts'
export type { ConnectionOptions, PgClient, PgPool, Pool, PostgresJs, Queryable } from './connect/pool.ts'
export { type PostgresDeduplication, postgresDeduplication } from './deduplication/postgres-deduplication.ts'
export { type MigrateOptions, migrate } from './migrations/migrate.ts'
export { migrationSql } from './migrations/sql/migration-sql.ts'
export { type OnceOptions, once } from './once/once.ts'
export type {
  DrizzleTransaction,
  KnexTransaction,
  KyselyTransaction,
  PgTransaction,
  PostgresJsTransaction,
  PrismaTransaction,
  Transaction,
} from './once/run-in-transaction.ts'
export { openInbox, type PostgresInbox, type PostgresInboxPlace } from './open-inbox.ts'
