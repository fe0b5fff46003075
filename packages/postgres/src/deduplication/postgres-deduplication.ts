import { type Claim, copyForeign, type DeduplicationStore, type Reply } from '@room-callbacks/core'
import { type Database, openDatabase } from '../connect/database.ts'
import { type Place, type PostgresPlace, readPlace } from '../connect/place.ts'
import { keyOf } from '../store/entry-fields.ts'
import { type FunctionName, Functions } from '../store/functions.ts'

/** How often what is over is forgotten. Unit: ms. */
const sweepInterval = 60_000

/** Remembers callbacks in Postgres. */
export interface PostgresDeduplication extends DeduplicationStore {
  claim(key: string, token: number, lease: number): Promise<Claim>
  /** Ends connections of its own. */
  close(): Promise<void>
}

/**
 * Remembers callbacks in Postgres, so that several machines recognise a repetition. Each step is one statement on one row.
 * The tables are those of `migrate()`.
 *
 * @throws `invalid-option`
 * @example
 * const store = postgresDeduplication({ connection: process.env.DATABASE_URL })
 * roomCallbacks(1400000000, { deduplication: { store } })
 */
export function postgresDeduplication(options: PostgresPlace): PostgresDeduplication {
  return new Claims(readPlace(options))
}

class Claims implements PostgresDeduplication {
  readonly #place: Place
  readonly #timer: NodeJS.Timeout
  #opened: Promise<{ readonly database: Database; readonly functions: Functions }> | undefined

  constructor(place: Place) {
    this.#place = place
    this.#timer = setInterval(() => void this.#sweep(), sweepInterval).unref()
  }

  async claim(key: string, token: number, lease: number): Promise<Claim> {
    const reply = await this.#call('claim', { key: keyOf(key), token: String(token), lease })
    const claim = JSON.parse(reply) as { state: 'claimed' | 'running' } | { state: 'finished'; reply: string }
    return claim.state === 'finished' ? { ...claim, reply: JSON.parse(claim.reply) } : claim
  }

  async complete(key: string, token: number, reply: Reply, window: number): Promise<void> {
    const request = { key: keyOf(key), token: String(token), window, reply: JSON.stringify(reply) }
    await this.#call('complete_claim', request)
  }

  async release(key: string, token: number): Promise<void> {
    await this.#call('release_claim', { key: keyOf(key), token: String(token) })
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await (await this.#opened)?.database.close()
  }

  async #call(name: FunctionName, request: object): Promise<string> {
    this.#opened ??= this.#open()
    try {
      const { functions } = await this.#opened
      return await functions.call(name, request)
    } catch (thrown) {
      throw copyForeign(thrown, this.#place.redact)
    }
  }

  async #open() {
    const database = await openDatabase(this.#place)
    return { database, functions: new Functions(database, this.#place) }
  }

  /** Should it fail, the next one will do it: claims say what is wrong. */
  async #sweep(): Promise<void> {
    try {
      while ((await this.#call('forget_claims', {})) === 'true');
    } catch {}
  }
}
