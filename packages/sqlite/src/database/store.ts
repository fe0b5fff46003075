import { randomUUID } from 'node:crypto'
import type { HandledCommands, InboxSettings } from '@room-callbacks/core/inbox'
import { Numbers } from '../layout/numbers.ts'
import { type Database, HotStatements, Statements } from './database.ts'

/** An open store, as what is done in its thread sees it. */
export interface Store {
  /** Names this opening of the file among those of other processes. */
  readonly id: string
  readonly path: string
  readonly database: Database
  readonly statements: Statements
  readonly settings: InboxSettings
  readonly numbers: Numbers
  readonly commands: CommandNames
  readonly announcements: Announcements
  readonly hot: HotStatements
  /** What the connections of this process share, see `sharedCounts`. */
  readonly shared: Int32Array
  /** The commands that this process asked for last when it leased. */
  leasing: HandledCommands
  /** The lease clock when the batch was sent that is worked on. Unit: ms since the machine started. */
  time: number
  /** `commits` of the numbers when this connection saw or changed the store last. */
  lastCommits: number
  /** No delay or lease of these commands is over earlier, on the lease clock; undefined where it has to be looked for. */
  dueBound: DueBound | undefined
}

/** A time before which nothing is due. */
interface DueBound {
  readonly commands: HandledCommands
  /** Infinity where there is no delay and no lease. */
  time: number
}

/** Places in the memory that the connections of a process share. */
export const sharedCounts = {
  /** How often this process raised `commits` of the numbers. */
  own: 0,
  /** How many of the `commits` were of other processes when one of the connections looked last. */
  foreign: 1,
} as const

/** Memory for `sharedCounts`. */
export const newSharedCounts = (): Int32Array => new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))

/** Whether another process committed something since a connection of this one looked last. The numbers are loaded. */
export function seesForeign({ numbers, shared }: Pick<Store, 'numbers' | 'shared'>): boolean {
  const foreign = (numbers.get('commits') - Atomics.load(shared, sharedCounts.own)) | 0
  return Atomics.exchange(shared, sharedCounts.foreign, foreign) !== foreign
}

/** A delay or a lease that this connection writes is over at a time. */
export function noteDue({ dueBound }: Store, time: number): void {
  if (dueBound && time < dueBound.time) dueBound.time = time
}

/** The store of a connection. */
export function makeStore(
  database: Database,
  path: string,
  { settings, time, shared }: Pick<Store, 'settings' | 'time' | 'shared'>,
): Store {
  const statements = new Statements(database)
  const numbers = new Numbers()
  const commands = new CommandNames(statements)
  const announcements = new Announcements(statements, numbers)
  const parts = { database, statements, settings, numbers, commands, announcements, shared }
  // Statements are compiled when there are tables.
  let hot: HotStatements | undefined
  return {
    ...{ id: randomUUID(), path, ...parts, time, leasing: '*', lastCommits: -1, dueBound: undefined },
    get hot() {
      hot ??= new HotStatements(statements)
      return hot
    },
  }
}

export const readNumbers = ({ statements }: Store): Uint8Array | undefined =>
  statements.get('SELECT value FROM numbers WHERE id = 1')?.['value'] as Uint8Array | undefined

/** Loads the numbers inside a transaction. */
export function loadNumbers(store: Store): void {
  const { numbers, hot } = store
  numbers.load(hot.readNumbers.get()?.['value'] as Uint8Array | undefined)
  const commits = numbers.get('commits')
  // Another connection wrote: it may have leased or delayed something.
  if (commits !== store.lastCommits) store.dueBound = undefined
  store.lastCommits = commits
}

export function saveNumbers(store: Store): void {
  const { numbers, time, shared, hot } = store
  if (!numbers.isChanged) return
  numbers.add('commits', 1)
  store.lastCommits = numbers.get('commits')
  Atomics.add(shared, sharedCounts.own, 1)
  numbers.set('lastTime', Math.max(numbers.get('lastTime'), time))
  hot.writeNumbers.run(numbers.bytes)
}

/** Since when, and when last, a command was announced. Of the lease clock, in ms. */
interface Announcement {
  readonly firstSeen: number
  readonly lastSeen: number
}

/** Which commands some process handles; `*` stands for all. Read again only when another process changed them. */
class Announcements {
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
class CommandNames {
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
