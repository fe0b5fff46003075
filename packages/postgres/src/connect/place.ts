import { RoomCallbacksError } from '@room-callbacks/core'
import { integer, type OptionChecks, optionMistake, withoutUndefined } from '@room-callbacks/core/checked-options'
import type { ConnectionOptions, Pool } from './pool.ts'
import { type Redact, redactFor } from './redact.ts'

/** Where Postgres is: `pool` or `connection`, and not both. */
export interface PostgresPlace {
  /**
   * What the app has already: a `Pool` of pg, the `sql` of postgres, PGlite, or anything with `query(text, values)`. It is
   * never closed.
   */
  readonly pool?: Pool | undefined
  /** A URL, or options of a client of pg: then the inbox has connections of its own. Needs the package `pg`. */
  readonly connection?: string | ConnectionOptions | undefined
  /** Where the tables are. Inboxes in different schemas share nothing. Default: `room_callbacks`. */
  readonly schema?: string | undefined
  /** How long a query may take; then the callback is refused with 503. Unit: ms. Default: 1000. */
  readonly queryTimeout?: number | undefined
}

/** Where Postgres is, checked and complete. */
export interface Place {
  readonly pool: Pool | undefined
  readonly connection: ConnectionOptions | undefined
  readonly schema: string
  readonly queryTimeout: number
  readonly redact: Redact
}

const schemaForm = 'up to 48 lower-case letters, digits and "_"'

const checks: OptionChecks<PostgresPlace> = {
  pool: { accepts: isPool, expected: 'a Pool of pg, the sql of postgres, or an object with query(text, values)' },
  // What is wrong with a URL takes more words.
  connection: { accepts: () => true, expected: 'a URL, or options of a client of pg' },
  schema: { accepts: isSchema, expected: schemaForm },
  queryTimeout: { ...integer(1), expected: 'a positive integer of ms' },
}

/** @throws `invalid-option` */
export function readPlace(options: PostgresPlace): Place {
  expect(typeof options === 'object' && options !== null, 'expected { connection } or { pool }.')
  const mistake = optionMistake(withoutUndefined(options), checks, { owner: 'where Postgres is' })
  expect(!mistake, mistake)
  const { pool, connection, schema = 'room_callbacks', queryTimeout = 1000 } = options
  expect(Boolean(pool) !== Boolean(connection), 'expected one of pool and connection.')
  const asOptions = typeof connection === 'string' ? { connectionString: checkedUrl(connection) } : connection
  if (asOptions?.connectionString !== undefined) checkedUrl(asOptions.connectionString)
  return { pool, connection: asOptions, schema, queryTimeout, redact: redactFor(asOptions ?? pool) }
}

/** The name of a schema as SQL writes it. @throws `invalid-option` */
export function quoted(schema: string): string {
  expect(isSchema(schema), `schema: expected ${schemaForm}.`)
  return `"${schema}"`
}

function isPool(value: unknown): boolean {
  const { query, unsafe } = (value ?? {}) as { query?: unknown; unsafe?: unknown }
  return typeof query === 'function' || typeof unsafe === 'function'
}

function isSchema(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z_][a-z0-9_]{0,47}$/.test(value)
}

/**
 * Refuses a URL that cannot be read, or in which a password ends at a character that has a meaning of its own: then a part
 * of the password would be looked up as the name of a host, and errors would show it.
 */
function checkedUrl(text: string): string {
  const hint =
    'connection: expected a URL such as "postgres://user:password@host:5432/database". Write the password with encodeURIComponent(): "#", "/", "?", "@", ":" and "%" have a meaning in a URL.'
  expect(/^postgres(ql)?:\/\//i.test(text) && URL.canParse(text), hint)
  const { hash, pathname, search, username, password } = new URL(text)
  expect(hash === '' && !(pathname + search).includes('@') && isDecodable(username + password), hint)
  return text
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function expect(isTrue: unknown, description: string | undefined): void {
  if (!isTrue) throw new RoomCallbacksError('invalid-option', description)
}
