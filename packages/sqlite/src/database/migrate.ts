import { applicationId, schema } from '../layout/schema.ts'
import type { Database } from './database.ts'
import { ForeignFile, StoreFailure } from './store-failure.ts'

/** Each makes of a store of the version of its place, from 0, one of the next. */
const migrations: readonly string[] = [schema]

const numberOf = (database: Database, pragma: string): number =>
  database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] as number

/** Which version a file has; 0 where nothing is in it yet. @throws StoreFailure when it is no store of this package, or a newer one */
export function versionOf(database: Database, newest: number = migrations.length): number {
  const version = numberOf(database, 'user_version')
  const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables']
  if (version === 0 && tables === 0) return 0
  if (numberOf(database, 'application_id') !== applicationId) {
    throw new ForeignFile('The file is a SQLite database of something else. Name another file.')
  }
  if (version > newest) {
    throw new StoreFailure(
      `The store has format ${version}, and this release knows those up to ${newest}: update the package.`,
    )
  }
  return version
}

/** Brings a store to the newest version. It runs inside a transaction: either all of it happens, or nothing. */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  const version = versionOf(database, steps.length)
  if (version === steps.length) return
  for (const step of steps.slice(version)) database.exec(step)
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`)
}
