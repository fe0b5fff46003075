import type { Numbers } from '../layout/numbers.ts'
import type { Statements } from './database.ts'

/** Since when, and when last, a command was announced. Of the lease clock, in ms. */
interface Announcement {
  readonly firstSeen: number
  readonly lastSeen: number
}

/** Which commands some process handles; `*` stands for all. Read again only when another process changed them. */
export class Announcements {
  readonly #statements: Statements
  readonly #numbers: Numbers
  readonly #rows = new Map<string, Announcement>()
  #version = -1

  constructor(statements: Statements, numbers: Numbers) {
    this.#statements = statements
    this.#numbers = numbers
  }

  /** Notes that a process handles a command. @returns whether the command had no row */
  announce(command: string, time: number): boolean {
    const isNew = !this.#read().has(command)
    this.#statements.run(
      'INSERT INTO announcements VALUES (?, ?, ?) ON CONFLICT (command) DO UPDATE SET last_seen = excluded.last_seen',
      command,
      time,
      time,
    )
    this.#numbers.add('announcements', 1)
    return isNew
  }

  /** Whether processes announced what they handle, and none of them this command. */
  isUnhandled(command: string): boolean {
    const rows = this.#read()
    return rows.size > 0 && !rows.has(command) && !rows.has('*')
  }

  /** Whether processes live, and none of them handles this command. @param since of the lease clock */
  isAbandoned(command: string, since: number): boolean {
    const rows = this.#read()
    const isLiving = (word: string) => (rows.get(word)?.lastSeen ?? Number.NEGATIVE_INFINITY) > since
    if (isLiving('*') || isLiving(command)) return false
    return [...rows.keys()].some(isLiving)
  }

  /**
   * Forgets what was announced last before a time, if another command was announced all the time since.
   *
   * @returns whether another was
   */
  forgetBefore(before: number): boolean {
    const rows = [...this.#read().values()]
    if (!rows.some(({ firstSeen, lastSeen }) => firstSeen <= before && lastSeen > before)) return false
    if (!rows.some(({ lastSeen }) => lastSeen <= before)) return true
    this.#statements.run('DELETE FROM announcements WHERE last_seen <= ?', before)
    this.#numbers.add('announcements', 1)
    return true
  }

  /** What was written in a transaction that was undone is not there. */
  forgetRead(): void {
    this.#version = -1
  }

  #read(): ReadonlyMap<string, Announcement> {
    const version = this.#numbers.get('announcements')
    if (version !== this.#version) {
      this.#version = version
      this.#rows.clear()
      const rows = this.#statements.all(
        'SELECT command, first_seen AS firstSeen, last_seen AS lastSeen FROM announcements',
      )
      for (const row of rows) this.#rows.set(row['command'] as string, row as unknown as Announcement)
    }
    return this.#rows
  }
}

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
