import { createRequire } from 'node:module'
import type { Database } from './database.ts'
import { StoreFailure } from './store-failure.ts'

/** Opens a file as a database. */
export type Driver = (path: string) => Database

const install = 'Install better-sqlite3 beside this package, or use Node 22.13 or later, which has node:sqlite.'

/**
 * The SQLite of Node where there is one, or else better-sqlite3.
 *
 * @throws StoreFailure when there is neither
 */
export function loadDriver(
  builtin: (name: string) => unknown = (name) => process.getBuiltinModule(name),
  require: (name: string) => unknown = createRequire(import.meta.url),
): Driver {
  const ofNode = builtin('node:sqlite') as { DatabaseSync: new (path: string) => Database } | undefined
  if (ofNode) return (path) => new ofNode.DatabaseSync(path)
  try {
    const BetterSqlite3 = require('better-sqlite3') as new (path: string) => Database
    return (path) => new BetterSqlite3(path)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const reason = code === 'MODULE_NOT_FOUND' ? '' : ` better-sqlite3 could not be loaded: ${message}`
    throw new StoreFailure(`This Node (${process.version}) has no SQLite.${reason} ${install}`)
  }
}
