import { Backlog } from '@room-callbacks/core/inbox'
import type { Database } from '../connect/database.ts'
import { failureOf } from '../connect/failure.ts'
import { type Place, quoted } from '../connect/place.ts'

/** The functions of the migrations that are called from here. */
export type FunctionName =
  | 'abandon'
  | 'announce'
  | 'claim'
  | 'complete_claim'
  | 'extend_leases'
  | 'forget_claims'
  | 'forget_entries'
  | 'forget_handled'
  | 'get_entry'
  | 'lease_entries'
  | 'list_entries'
  | 'next_due'
  | 'put_entries'
  | 'read_numbers'
  | 'release_claim'
  | 'release_leases'
  | 'retry_entries'
  | 'settle_entries'
  | 'try_inbox'

/** Calls that wait for Postgres at most: more would fill the memory of the process while it does not answer. */
const maxCalls = 1000

/**
 * Calls functions with one JSON text, which every driver passes on alike, and which PgBouncer passes on in any mode: one
 * statement is one transaction, and nothing of a session is used.
 */
export class Functions {
  readonly #database: Database
  readonly #place: Place
  readonly #backlog = new Backlog((calls) => `Postgres is too slow: it has not answered ${calls} calls.`, {
    maxEntries: maxCalls,
  })

  constructor(database: Database, place: Place) {
    this.#database = database
    this.#place = place
  }

  /**
   * @param request What the function reads, as JSON without its last brace.
   * @throws `inbox-failed`
   */
  async call(name: FunctionName, request: object): Promise<string> {
    this.#backlog.enter()
    const { schema, queryTimeout, redact } = this.#place
    try {
      const text = JSON.stringify({ ...request, timeout: queryTimeout })
      const rows = await this.#database.run(`SELECT ${quoted(schema)}.${name}($1::text)::text AS reply`, [text])
      return String(rows[0]?.['reply'])
    } catch (thrown) {
      throw failureOf(thrown, redact)
    } finally {
      this.#backlog.leave()
    }
  }

  /** The same for a function that replies with JSON. */
  async ask<Reply>(name: FunctionName, request: object): Promise<Reply> {
    return JSON.parse(await this.call(name, request)) as Reply
  }
}
