import type { Statements } from './database.ts'

const pageSize = 4096
/**
 * How large the log grows before it is written back into the file. Most pages are in it many times, and written back once; but
 * a process that opens the store after a kill reads the log with the lock of writers held, and others wait for that. Unit: pages.
 */
const pagesBetween = 1000
/** Pages that a transaction writes beside those of bodies: the numbers, and the ends of tables and indexes. */
const pagesPerCommit = 8
/** How often it is tried to write the rest back, should a commit hold the lock: each time waits for the disk. */
const tries = 2
/** The first release whose `PASSIVE` is safe while another process writes at the very moment: earlier ones may damage the file. */
const firstSafe = [3, 51, 3]

/**
 * Writes the log back into the file, and so lets it begin anew. First as much as can be while others go on writing, and then
 * the rest with the lock of writers held: commits would have to wait for all of it otherwise.
 */
export class Checkpoints {
  readonly #statements: Statements
  readonly #isPassiveSafe: boolean
  #pages = 0

  constructor(statements: Statements) {
    this.#statements = statements
    const version = statements.get('SELECT sqlite_version() AS version')?.['version'] as string
    this.#isPassiveSafe = isFrom(version, firstSafe)
  }

  /** Counts what a transaction wrote, roughly. @param bytes room for what it put */
  count(bytes: number): void {
    this.#pages += pagesPerCommit + Math.ceil(bytes / pageSize)
  }

  get isDue(): boolean {
    return this.#pages >= pagesBetween
  }

  runIfDue(): void {
    if (this.isDue) this.run()
  }

  /** They are written back by another connection. */
  forget(): void {
    this.#pages = 0
  }

  run(): void {
    this.#pages = 0
    if (this.#isPassiveSafe) this.#statements.get('PRAGMA wal_checkpoint(PASSIVE)')
    for (let count = 0; count < tries; count++)
      if (this.#statements.get('PRAGMA wal_checkpoint(FULL)')?.['busy'] === 0) return
  }
}

/** Whether a version of SQLite is not older. */
function isFrom(version: string, [major = 0, minor = 0, patch = 0]: readonly number[]): boolean {
  const [one = 0, two = 0, three = 0] = version.split('.').map(Number)
  if (one !== major) return one > major
  return two === minor ? three >= patch : two > minor
}
