import { quoted } from '../../connect/place.ts'
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
export const latest: number = migrations.length

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
