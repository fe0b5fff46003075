import { RoomCallbacksError } from '@room-callbacks/core'
import { type Database, openDatabase } from '../connect/database.ts'
import { failureOf } from '../connect/failure.ts'
import { type Place, type PostgresPlace, quoted, readPlace } from '../connect/place.ts'
import { latest, migrationSql } from './sql/migration-sql.ts'

/** How long a migration may take: it waits for others that migrate. Unit: ms. */
const migrationTimeout = 60_000

/** Where the tables are made. */
export type MigrateOptions = PostgresPlace

/**
 * Makes the tables and functions of `openInbox()`, `once()` and `postgresDeduplication()`, or brings them up to date. Each
 * version is one transaction; what is up to date is left alone, and several processes may do it at once.
 *
 * @throws `invalid-option`; `inbox-failed` when the tables cannot be made, or are those of a newer release
 * @example
 * await migrate({ connection: process.env.DATABASE_URL })
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const place = readPlace(options)
  const database = await openDatabase(place)
  try {
    await migrateAt(database, place)
  } catch (thrown) {
    throw failureOf(thrown, place.redact)
  } finally {
    await database.close()
  }
}

/** The same where a connection is there already. The migration has more time than a query. */
export async function migrateAt(database: Database, place: Place): Promise<void> {
  const { schema } = place
  if ((await versionOf(database, schema)) < latest) {
    const patient = await openDatabase({ ...place, queryTimeout: migrationTimeout })
    try {
      await patient.run(migrationSql(schema), undefined)
    } finally {
      await patient.close()
    }
  }
  await checkVersion(database, schema)
}

/**
 * Refuses tables that are missing, older, or newer than this release knows.
 *
 * @throws `inbox-failed`
 */
export async function checkVersion(database: Database, schema: string): Promise<void> {
  const version = await versionOf(database, schema)
  if (version === latest) return
  const hint =
    'Run `room-callbacks inbox migrate`, or migrate() of @room-callbacks/postgres, when you deploy, or open with { migrate: true }.'
  const found = `The tables in schema "${schema}" are of version ${version}, and this release needs ${latest}.`
  if (version === 0) throw new RoomCallbacksError('inbox-failed', `There are no tables in schema "${schema}". ${hint}`)
  if (version < latest) throw new RoomCallbacksError('inbox-failed', `${found} ${hint}`)
  throw new RoomCallbacksError('inbox-failed', `${found} A newer release made them: update this process.`)
}

/** 0 where there is none. */
async function versionOf(database: Database, schema: string): Promise<number> {
  try {
    const rows = await database.run(`SELECT max(version)::text AS version FROM ${quoted(schema)}.migrations`, undefined)
    return Number(rows[0]?.['version'] ?? 0)
  } catch (thrown) {
    // Neither the table nor its schema is there.
    if (['42P01', '3F000'].includes(String((thrown as { code?: unknown }).code))) return 0
    throw thrown
  }
}
