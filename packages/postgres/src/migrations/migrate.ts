import { RoomCallbacksError } from '@room-callbacks/core'
import { type Database, openDatabase } from '../connect/database.ts'
import { failureOf } from '../connect/failure.ts'
import { type PostgresPlace, quoted, readPlace } from '../connect/place.ts'
import { claim } from './claim.ts'
import { lease } from './lease.ts'
import { leaseClock } from './lease-clock.ts'
import { operate } from './operate.ts'
import { put } from './put.ts'
import { read } from './read.ts'
import { settle } from './settle.ts'
import { tables } from './tables.ts'
import { trial } from './trial.ts'

/** What each version adds to the one before it; the first is version 1. A migration that was released is never changed. */
const migrations: readonly string[] = [[tables, leaseClock, put, lease, settle, operate, read, claim, trial].join('\n')]

/** The version of the tables that this release needs. */
const latest: number = migrations.length

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
    await migrateWith(database, place.schema)
  } catch (thrown) {
    throw failureOf(thrown, place.redact)
  } finally {
    await database.close()
  }
}

/** The same, on a connection that is there. */
export async function migrateWith(database: Database, schema: string): Promise<void> {
  if ((await versionOf(database, schema)) === latest) return
  await database.run(migrationSql(schema), undefined, migrationTimeout)
  await checkVersion(database, schema)
}

/**
 * What `migrate()` runs, one statement, for those who keep their migrations in a tool of their own.
 *
 * @throws `invalid-option`
 * @example
 * await writeFile('migrations/20260101-room-callbacks.sql', migrationSql())
 */
export function migrationSql(schema = 'room_callbacks'): string {
  const name = quoted(schema)
  const steps = migrations.map(
    (sql, index) => `  IF NOT EXISTS (SELECT FROM ${name}.migrations WHERE version = ${index + 1}) THEN
${sql.replaceAll('$schema', name)}
    INSERT INTO ${name}.migrations (version) VALUES (${index + 1});
  END IF;`,
  )
  return `DO $migrate$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('room-callbacks'), hashtext('${schema}'));
  IF to_regnamespace('${schema}') IS NULL THEN CREATE SCHEMA ${name}; END IF;
  IF to_regclass('${schema}.migrations') IS NULL THEN
    CREATE TABLE ${name}.migrations (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
  END IF;
${steps.join('\n')}
END $migrate$;
`
}

/**
 * Refuses tables that are missing, older, or newer than this release knows.
 *
 * @throws `inbox-failed`
 */
export async function checkVersion(database: Database, schema: string): Promise<void> {
  const version = await versionOf(database, schema)
  if (version === latest) return
  const hint = 'Run migrate() of @room-callbacks/postgres when you deploy, or open with { migrate: true }.'
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
