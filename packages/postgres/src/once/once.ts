import { createHash } from 'node:crypto'
import { RoomCallbacksError } from '@room-callbacks/core'
import { quoted } from '../connect/place.ts'
import { isTransaction, runInTransaction, type Transaction } from './run-in-transaction.ts'

/** What `once` takes beside the effect. */
export interface OnceOptions {
  /** The effect's own name, where one callback has several of them. Default: none. */
  readonly name?: string
  /** Where the tables of `migrate()` are. Default: `room_callbacks`. */
  readonly schema?: string
}

/**
 * An effect that happens once for a callback, however often its handler runs: the key of the callback is written in the
 * transaction of the effect, so both are committed or neither. A second handling that comes at the same time waits for the
 * first one, and has its effect only if that one is rolled back.
 *
 * @param transaction A transaction of the app: of pg, postgres, Drizzle, Kysely, Knex or Prisma.
 * @param context What the handler got.
 * @param effect Called where it is the first time, with the transaction.
 * @returns What the effect gave; undefined where it happened before.
 * @throws `invalid-option` where there is no transaction; else what the effect or the client throws
 * @example
 * callbacks.on('Live.CallbackAfterSendGift', (event, context) =>
 *   sql.begin((tx) => once(tx, context, () => tx`UPDATE wallets SET coins = coins - 5 WHERE account = ${event.SenderID}`)),
 * )
 */
export async function once<Given extends Transaction, Result>(
  transaction: Given,
  context: { readonly idempotencyKey: string },
  effect: (transaction: Given) => Result | PromiseLike<Result>,
  { name = '', schema = 'room_callbacks' }: OnceOptions = {},
): Promise<Result | undefined> {
  const table = `${quoted(schema)}.effects`
  if (!isTransaction(transaction)) refuse('expected a transaction of pg, postgres, Drizzle, Kysely, Knex or Prisma.')
  // Digits and letters alone, so that it can stand in the text of the query: each client writes parameters differently.
  const key = createHash('sha256')
    .update(JSON.stringify([context.idempotencyKey, name]))
    .digest('hex')
  const insert = `INSERT INTO ${table} (key) VALUES ('${key}') ON CONFLICT DO NOTHING RETURNING key`
  const isFirst = (await runInTransaction(transaction, insert)).length > 0
  if (!isFirst) return undefined
  const [row] = await runInTransaction(
    transaction,
    'SELECT (pg_current_xact_id_if_assigned() IS NOT NULL)::text AS open',
  )
  if ((row as { open?: unknown } | undefined)?.open !== 'true') {
    await runInTransaction(transaction, `DELETE FROM ${table} WHERE key = '${key}'`)
    refuse('it is not inside a transaction: the effect could be committed without its key, or the key without it.')
  }
  return effect(transaction)
}

function refuse(detail: string): never {
  throw new RoomCallbacksError('invalid-option', `once(): ${detail}`)
}
