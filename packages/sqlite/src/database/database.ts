import { states } from '../layout/states.ts'

/** What a column may hold. Integers stay below 2^53. */
export type Value = string | number | Uint8Array | null

/** A row by its columns. */
export type Row = Readonly<Record<string, Value>>

/** A statement that was compiled. Its parameters are plain question marks: better-sqlite3 takes `?1` for a name. */
interface Statement {
  run(...values: readonly Value[]): { readonly changes: number | bigint }
  get(...values: readonly Value[]): Row | undefined
  all(...values: readonly Value[]): readonly Row[]
}

/** What this package needs of a library for SQLite. `node:sqlite` and `better-sqlite3` both have it. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

/** The statements of a connection, each compiled once. */
export class Statements {
  readonly #database: Database
  readonly #compiled = new Map<string, Statement>()

  constructor(database: Database) {
    this.#database = database
  }

  run(sql: string, ...values: readonly Value[]): void {
    this.#statement(sql).run(...values)
  }

  /** Whether it changed anything. */
  change(sql: string, ...values: readonly Value[]): boolean {
    return Number(this.#statement(sql).run(...values).changes) > 0
  }

  get(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#statement(sql).get(...values)
  }

  all(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#statement(sql).all(...values)
  }

  /** The statement itself, for what is done with each callback. */
  compiled(sql: string): Statement {
    return this.#statement(sql)
  }

  #statement(sql: string): Statement {
    let statement = this.#compiled.get(sql)
    if (!statement) {
      statement = this.#database.prepare(sql)
      this.#compiled.set(sql, statement)
    }
    return statement
  }
}

/** Records that one statement puts. A statement for each takes a seventh more CPU time, and a longer row is filled more seldom. */
export const putRowLength = 4
const recordValues = '(?, CAST(? AS TEXT), ?, ?)'
const inRow = (values: string): string => new Array(putRowLength).fill(values).join(', ')

/** The statements that run for each callback, or each commit: looked up once, since a look costs as much as the statement. */
export class HotStatements {
  readonly begin: Statement
  readonly commit: Statement
  readonly readNumbers: Statement
  readonly writeNumbers: Statement
  readonly addEntry: Statement
  readonly addRecord: Statement
  readonly addEntryRow: Statement
  readonly addRecordRow: Statement
  readonly handled: Statement
  readonly countLeased: Statement
  readonly handledRow: Statement
  readonly removeRecord: Statement

  constructor(statements: Statements) {
    this.begin = statements.compiled('BEGIN IMMEDIATE')
    this.commit = statements.compiled('COMMIT')
    this.readNumbers = statements.compiled('SELECT value FROM numbers WHERE id = 1')
    this.writeNumbers = statements.compiled('UPDATE numbers SET value = ? WHERE id = 1')
    this.addEntry = statements.compiled(
      'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
    )
    this.addRecord = statements.compiled(`INSERT INTO records VALUES ${recordValues}`)
    this.addEntryRow = statements.compiled(
      `INSERT INTO entries VALUES ${inRow('(?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, NULL, NULL)')} ON CONFLICT (key) DO NOTHING`,
    )
    this.addRecordRow = statements.compiled(`INSERT INTO records VALUES ${inRow(recordValues)}`)
    // What is not needed any more takes no room.
    const handle = `UPDATE entries SET state = ${states.handled}, until = ?, at = 0, fence = NULL, attempts = 0, crashes = 0,
      room = NULL, error_code = NULL, error_message = NULL`
    this.handled = statements.compiled(`${handle} WHERE sequence = ? AND state = ${states.running} AND fence = ?`)
    // The plus keeps SQLite from reading all that run by an index.
    this.countLeased = statements.compiled(
      `SELECT count(*) AS leased FROM entries
        WHERE sequence BETWEEN ? AND ? AND +state = ${states.running} AND fence - sequence = ?`,
    )
    this.handledRow = statements.compiled(`${handle} WHERE sequence BETWEEN ? AND ?`)
    this.removeRecord = statements.compiled('DELETE FROM records WHERE sequence = ?')
  }
}
