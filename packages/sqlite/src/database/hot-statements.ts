import { states } from '../layout/states.ts'
import type { Statement } from './database.ts'
import type { Statements } from './statements.ts'

/** The statements that run for each callback, or each commit: looked up once, since a look costs as much as the statement. */
export class HotStatements {
  readonly begin: Statement
  readonly commit: Statement
  readonly readNumbers: Statement
  readonly writeNumbers: Statement
  readonly addEntry: Statement
  readonly addRecord: Statement
  readonly handled: Statement
  readonly removeRecord: Statement

  constructor(statements: Statements) {
    this.begin = statements.compiled('BEGIN IMMEDIATE')
    this.commit = statements.compiled('COMMIT')
    this.readNumbers = statements.compiled('SELECT value FROM numbers WHERE id = 1')
    this.writeNumbers = statements.compiled('UPDATE numbers SET value = ? WHERE id = 1')
    this.addEntry = statements.compiled(
      'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
    )
    this.addRecord = statements.compiled('INSERT INTO records VALUES (?, CAST(? AS TEXT), ?, ?)')
    // What is not needed any more takes no room.
    this.handled = statements.compiled(
      `UPDATE entries SET state = ${states.handled}, until = ?, at = 0, fence = NULL, attempts = 0, crashes = 0,
        room = NULL, error_code = NULL, error_message = NULL
        WHERE sequence = ? AND state = ${states.running} AND fence = ?`,
    )
    this.removeRecord = statements.compiled('DELETE FROM records WHERE sequence = ?')
  }
}
