import type { Statements } from './statements.ts'

/** The commands that a store knows, by small numbers. */
export class CommandNames {
  readonly #statements: Statements
  readonly #ids = new Map<string, number>()
  readonly #names = new Map<number, string>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** The number of a command, which gets one if it has none. */
  idOf(name: string): number {
    const known = this.find(name)
    if (known !== undefined) return known
    this.#statements.run('INSERT INTO commands (name) VALUES (?)', name)
    return this.find(name) as number
  }

  find(name: string): number | undefined {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const row = this.#statements.get('SELECT id FROM commands WHERE name = ?', name)
    if (row) this.#note(row['id'] as number, name)
    return this.#ids.get(name)
  }

  nameOf(id: number): string {
    const known = this.#names.get(id)
    if (known !== undefined) return known
    const name = this.#statements.get('SELECT name FROM commands WHERE id = ?', id)?.['name'] as string
    this.#note(id, name)
    return name
  }

  /** What was added in a transaction that was undone is not there. */
  forget(): void {
    this.#ids.clear()
    this.#names.clear()
  }

  #note(id: number, name: string): void {
    this.#ids.set(name, id)
    this.#names.set(id, name)
  }
}
