import { copyForeign, RoomCallbacksError } from '@room-callbacks/core'
import type { Redact } from './redact.ts'

/** What can be done about what Postgres answers, by its SQLSTATE. */
const advice: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'Give the right user name and password in connection.'],
  [/^3D000$/, 'Create the database, or give the name of the right one.'],
  [
    /^42501$/,
    'See https://github.com/room-callbacks/room-callbacks/blob/main/docs/postgres.md#permissions for the permissions that its user needs.',
  ],
  [/^(42P01|42883|3F000)$/, 'Tables or functions are missing: run migrate() of @room-callbacks/postgres.'],
  [/^(25006|25001)$/, 'This server is read-only, perhaps a replica: connect to the primary.'],
  [/^53300$/, 'Postgres has no connection left: raise max_connections, or use fewer.'],
  [/^(53100|58030)$/, 'Postgres cannot write to its disk: see its log.'],
  [/^53200$/, 'Postgres has no memory left: see its log.'],
  [/^55P03$/, 'Another transaction holds a lock on the tables of the inbox: see pg_stat_activity.'],
  [/^57014$/, 'Postgres is slower than queryTimeout or statement_timeout allows.'],
  [/^(57P0|08)/, 'Postgres was stopped or restarted: it ends by itself.'],
  [/^(40P01|40001)$/, 'It ends by itself.'],
]

/** Answers that no waiting changes. */
const lasting = /^(28|3D000|42|3F000|25006|0A000)/

/** What a driver threw, as an error of ours: neither the object, which holds packets, nor a secret in its texts is passed on. */
export function failureOf(thrown: unknown, redact: Redact): RoomCallbacksError {
  if (thrown instanceof RoomCallbacksError) return thrown
  const cause = copyForeign(thrown, redact)
  const [, what] = advice.find(([pattern]) => pattern.test(codeOf(thrown))) ?? []
  return new RoomCallbacksError('inbox-failed', what ? `${cause.message}. ${what}` : cause.message, { cause })
}

/** Whether there is no use in trying again: Postgres said so, or we did. */
export function isLasting(thrown: unknown): boolean {
  if (thrown instanceof RoomCallbacksError && thrown.cause === undefined) return true
  return lasting.test(codeOf(thrown instanceof RoomCallbacksError ? thrown.cause : thrown))
}

/**
 * Whether a connection may be used after what it threw: an answer of the server is no damage to it. After a failover the address
 * may lead to another server, so one that is read-only is left.
 */
export const isUsableAfter = (thrown: unknown): boolean => /^(?!25006|57P0|08|XX)[0-9A-Z]{5}$/.test(codeOf(thrown))

function codeOf(thrown: unknown): string {
  const { code } = Object(thrown) as { code?: unknown }
  return typeof code === 'string' ? code : ''
}
