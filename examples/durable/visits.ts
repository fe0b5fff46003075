import Database from 'libsql'

/** How often a user entered a room. */
export interface Visit {
  readonly room: string
  readonly member: string
  readonly times: number
}

/**
 * Counts who entered which room, in a database. To count is the kind of effect that must not happen
 * twice; so the key of the callback is written in the same transaction.
 */
export class Visits {
  readonly #database: Database.Database
  readonly #enter: (key: string, room: string, members: readonly string[]) => boolean

  constructor(file: string) {
    const database = new Database(file)
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS handled (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS visits (room TEXT, member TEXT, times INTEGER NOT NULL, PRIMARY KEY (room, member));
    `)
    const remember = database.prepare('INSERT INTO handled (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING')
    const count = database.prepare(
      'INSERT INTO visits (room, member, times) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1',
    )
    this.#database = database
    const enter = database.transaction((key: string, room: string, members: readonly string[]) => {
      if (remember.run(key, Date.now()).changes === 0) return false
      for (const member of members) count.run(room, member)
      return true
    })
    this.#enter = (...values) => enter.immediate(...values)
  }

  /** False if this callback was counted before: then nothing changes. */
  enter(key: string, room: string, members: readonly string[]): boolean {
    return this.#enter(key, room, members)
  }

  all(): readonly Visit[] {
    return this.#database.prepare('SELECT room, member, times FROM visits ORDER BY room, member').all() as Visit[]
  }

  async close(): Promise<void> {
    this.#database.close()
  }
}
