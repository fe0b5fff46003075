import type { OwnOptions } from './connection.ts'

/**
 * For commands somebody waits for: each is answered or refused within `commandTimeout`, nothing is
 * queued while Redis is away, and nothing is sent twice behind the caller's back.
 */
export const promptOptions = (commandTimeout: number): OwnOptions => ({
  commandTimeout,
  // A connection that swallows everything looks alive for minutes; this makes a new one of it.
  socketTimeout: 2 * commandTimeout,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
})

/**
 * For a BullMQ worker, whose commands wait for Redis however long it is away: an attempt that ended
 * must be recorded, and its lock token makes sending it again harmless.
 */
export const patientOptions = (): OwnOptions => ({
  // Longer than a worker's blocking read.
  socketTimeout: 15_000,
  maxRetriesPerRequest: null,
})
