import type { Database, Row, Statement, Value } from './database.ts'

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
