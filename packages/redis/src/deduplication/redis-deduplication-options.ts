import type { Connection } from '../connect/connection.ts'

/** Where callbacks are remembered in Redis. */
export interface RedisDeduplicationOptions {
  /** A URL, options of ioredis, or an instance of it, which is duplicated and never closed. */
  readonly connection: Connection
  /** What the keys begin with. Default: `room-callbacks:seen:`. */
  readonly prefix?: string
  /** How long a command may take; then the callback is handled as if it were the first. Unit: ms. Default: 1000. */
  readonly commandTimeout?: number
}
