import type { Database } from './database.ts'
import type { Driver } from './load-driver.ts'
import { StoreFailure } from './store-failure.ts'

/**
 * Beside a write-ahead log. The log is emptied by `Checkpoints`;
 * beyond this size it is cut when it begins anew. Pages that nothing needs are given back by `incremental_vacuum`, and
 * what they held is overwritten where that costs no further write.
 */
const settings = `
PRAGMA wal_autocheckpoint = 0;
PRAGMA journal_size_limit = 33554432;
PRAGMA secure_delete = FAST;
PRAGMA temp_store = MEMORY;
PRAGMA trusted_schema = OFF;
`

/**
 * Opens a file, and closes it again where the rest fails. SQLite itself waits for no lock: its steps of up to 100 ms let others
 * overtake, and the event loop waits for none at all.
 */
export function connect<Opened>(driver: Driver, path: string, open: (database: Database) => Opened): Opened {
  const database = driver(path)
  try {
    database.exec('PRAGMA busy_timeout = 0')
    return open(database)
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Sets a connection up for a store.
 *
 * @param synchronous `FULL`: each commit waits for the disk
 * @throws StoreFailure
 */
export function configure(database: Database, path: string, synchronous: 'FULL' | 'NORMAL'): void {
  // Only a file without tables takes it.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL')
  useLog(database, path)
  database.exec(`PRAGMA synchronous = ${synchronous}; ${settings}`)
}

function useLog(database: Database, path: string): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
  if (mode === 'wal') return
  throw new StoreFailure(
    `${path}: The file system cannot share memory between processes, as SQLite needs it. Choose a local disk.`,
  )
}
