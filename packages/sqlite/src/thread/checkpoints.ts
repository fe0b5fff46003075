import type { Store } from '../database/store.ts'

const pageSize = 4096
/** How large the log grows before it is written back into the file. Unit: pages. */
const pagesBetween = 1000
/** Pages that a transaction writes beside those of bodies: the numbers, and the ends of tables and indexes. */
const pagesPerCommit = 6

/**
 * Writes the log back into the file, and so lets it begin anew. It is done with the lock of writers held (`FULL`): releases
 * of SQLite before 3.51.3 may damage a file when one process writes at the very moment in which another does this.
 */
export class Checkpoints {
  readonly #store: Store
  #pages = 0

  constructor(store: Store) {
    this.#store = store
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
    this.#store.statements.get('PRAGMA wal_checkpoint(FULL)')
    this.#pages = 0
  }
}
