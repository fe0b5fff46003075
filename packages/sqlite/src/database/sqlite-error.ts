import { StoreFailure } from './store-failure.ts'

/** The primary result codes of SQLite that this package tells apart, by their numbers. */
const names = {
  5: 'BUSY',
  6: 'LOCKED',
  7: 'NOMEM',
  8: 'READONLY',
  10: 'IOERR',
  11: 'CORRUPT',
  13: 'FULL',
  14: 'CANTOPEN',
  18: 'TOOBIG',
  23: 'AUTH',
  26: 'NOTADB',
} as const

type ResultName = (typeof names)[keyof typeof names]

/** What operators do with a damaged file. */
export const damagedAdvice =
  'Stop the processes that use it, keep the file, and save what is readable: sqlite3 FILE .recover | sqlite3 NEW_FILE. Or restore a backup.'

const advice: { readonly [name in ResultName]?: string } = {
  BUSY: 'Another process holds the lock of the database. Look for one that is stopped or stuck inside a transaction.',
  LOCKED: 'Another process holds the lock of the database. Look for one that is stopped or stuck inside a transaction.',
  READONLY:
    'This process may not write there. Check the owner and the mode of the file, and whether the volume is read-only.',
  IOERR:
    'The disk refused to read or write. Check the quota of this process, the limit of the size of a file, and the log of the kernel.',
  CORRUPT: `The database is damaged. ${damagedAdvice}`,
  NOTADB: `The file is no SQLite database, or it is damaged. ${damagedAdvice}`,
  FULL: 'The disk is full. Make room: the store goes on by itself.',
  CANTOPEN: 'The file cannot be opened. Check that this process may read and write it and its directory.',
}

interface SqliteError {
  readonly message: string
  /** Of `node:sqlite`: the extended result code. */
  readonly errcode?: number
  /** `SQLITE_BUSY_RECOVERY` and the like from better-sqlite3; `ERR_SQLITE_ERROR` from `node:sqlite`; of the system: `ENOSPC`. */
  readonly code?: string
}

/** The primary result code of what SQLite threw; undefined for what something else threw. */
export function resultOf(error: unknown): ResultName | undefined {
  const { errcode, code } = error as Partial<SqliteError>
  if (errcode !== undefined) return names[(errcode & 0xff) as keyof typeof names]
  const word = /^SQLITE_([A-Z]+)/.exec(code ?? '')?.[1]
  return Object.values(names).find((name) => name === word)
}

/** Whether the lock was held by another process. */
export const isBusy = (error: unknown): boolean => ['BUSY', 'LOCKED'].includes(resultOf(error) ?? '')

/** Makes of what was thrown a failure that says what to do. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error
  const { message } = error as SqliteError
  const result = resultOf(error)
  const what = result && advice[result]
  return new StoreFailure(what ? `${what} (SQLite: ${message})` : message)
}
