import { RoomCallbacksError } from '@room-callbacks/core'
import type { Database } from './database.ts'

/**
 * What Postgres has done when it says that a transaction is committed: `synchronous_commit`. With `off` the last moments are
 * lost when the server ends; `fsync off` means that its machine may lose all of them.
 */
export type Durability = 'on' | 'local' | 'remote_write' | 'remote_apply' | 'off' | 'fsync off'

const oldest = 130_000

/**
 * Refuses a server that cannot do what an inbox needs, and tells how durable its commits are.
 *
 * @throws `inbox-failed`
 */
export async function checkServer(database: Database): Promise<Durability> {
  const [row] = await database.run(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version,
      current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync,
      pg_is_in_recovery()::text AS replica, current_setting('transaction_read_only') AS readonly`,
    undefined,
  )
  const { number, version, commit, fsync, replica, readonly } = row as Readonly<Record<string, string>>
  if (Number(number) < oldest) refuse(`This is Postgres ${version}; 13 or newer is needed.`)
  if (replica === 'true') refuse('This is a read-only replica: connect to its primary.')
  if (readonly === 'on')
    refuse('Transactions are read-only here (default_transaction_read_only): connect to the primary.')
  return fsync === 'off' ? 'fsync off' : (commit as Durability)
}

function refuse(detail: string): never {
  throw new RoomCallbacksError('inbox-failed', detail)
}

let isTold = false

/** Tells once in a process that acknowledged callbacks may be lost. */
export function tellWeakDurability(durability: Durability): void {
  if (isTold || !['off', 'fsync off'].includes(durability)) return
  isTold = true
  const setting = durability === 'off' ? 'synchronous_commit is "off"' : 'fsync is "off"'
  process.emitWarning(`In Postgres ${setting}: when it ends, callbacks that were answered may be lost.`, {
    type: 'RoomCallbacksWarning',
    code: 'ROOM_CALLBACKS_POSTGRES_DURABILITY',
    detail: 'Set it to "on", for the user of the inbox at least: ALTER ROLE callbacks SET synchronous_commit = on.',
  })
}
