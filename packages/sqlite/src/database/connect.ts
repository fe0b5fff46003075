import type { Database } from './database.ts'
import type { Driver } from './load-driver.ts'
import { isBusy } from './sqlite-error.ts'
import { StoreFailure } from './store-failure.ts'

/** How long another process may hold the lock while the store is opened. Unit: ms. */
const patience = 5000
const pause = 20

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
 * Opens a connection.
 *
 * @param synchronous `FULL`: each commit waits for the disk
 * @param inspect called before anything is written
 * @throws StoreFailure
 */
export function connect(
  driver: Driver,
  path: string,
  synchronous: 'FULL' | 'NORMAL',
  inspect?: (database: Database) => void,
): Database {
  const database = driver(path)
  try {
    database.exec(`PRAGMA busy_timeout = ${patience}`)
    inspect?.(database)
    // Only a file without tables takes it.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL')
    retryWhileBusy(() => useLog(database, path))
    database.exec(`PRAGMA synchronous = ${synchronous}; ${settings}`)
    database.exec('PRAGMA busy_timeout = 0')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function useLog(database: Database, path: string): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
  if (mode === 'wal') return
  throw new StoreFailure(
    `${path}: The file system cannot share memory between processes, as SQLite needs it. Choose a local disk.`,
  )
}

/** SQLite does not wait by itself where two processes make one new file. */
export function retryWhileBusy<Result>(work: () => Result, longest: number = patience): Result {
  const end = performance.now() + longest
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error
      sleep(pause)
    }
  }
}

const nothing = new Int32Array(new SharedArrayBuffer(4))

/** Stops the thread. Unit: ms. */
export function sleep(duration: number): void {
  Atomics.wait(nothing, 0, 0, duration)
}
