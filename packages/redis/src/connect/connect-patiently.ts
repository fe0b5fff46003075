import { type Client, type Connection, connect } from './connection.ts'

/**
 * A connection for a BullMQ worker, whose commands wait for Redis however long it is away: an attempt
 * that ended must be recorded, and its lock makes sending that again harmless.
 */
export const connectPatiently = (connection: Connection): Client =>
  connect(connection, {
    // Longer than a worker's blocking read.
    socketTimeout: 15_000,
    maxRetriesPerRequest: null,
  })
