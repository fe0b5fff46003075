import { RoomCallbacksError } from '@room-callbacks/core'
import { type Client, isCluster, optionsOf } from './connection.ts'

/**
 * Refuses a number of a database that is none: ioredis would go on with database 0, which may be that of another app.
 *
 * @throws `invalid-option`
 */
export function checkDatabase(client: Client): void {
  const database = numberOf(client)
  const isRight = Number.isSafeInteger(database) && database >= 0 && !(isCluster(client) && database > 0)
  if (isRight) return
  client.disconnect()
  const detail = 'connection: expected a number from 0 for the database, and none but 0 for a Redis Cluster.'
  throw new RoomCallbacksError('invalid-option', detail)
}

/**
 * Chooses the database once more, and hears the answer: where the server has none of that number, ioredis goes on with
 * database 0.
 */
export async function chooseDatabase(client: Client): Promise<void> {
  const database = numberOf(client)
  if (database > 0 && !isCluster(client)) await client.select(database)
}

// ioredis takes it from a URL as a text.
const numberOf = (client: Client): number => Number(optionsOf(client).db ?? 0)
