import { RoomCallbacksError } from '@room-callbacks/core'
import type { InboxOptions } from '@room-callbacks/core/inbox'
import type { Connection } from './connect/connection.ts'

/** Where an inbox is in Redis, beside the options that every inbox takes. */
export interface RedisInboxOptions extends InboxOptions {
  /** A URL, options of ioredis, or an instance of it, which is duplicated and never closed. */
  readonly connection: Connection
  /** The name of the queue in BullMQ. Default: `callbacks`. */
  readonly name?: string | undefined
  /**
   * What the keys begin with. Its braces keep all of them in one slot of a Redis Cluster; inboxes
   * with different words in braces are spread over its machines. Default: `{room-callbacks}`.
   */
  readonly prefix?: string | undefined
  /** How long a command may take; then the callback is refused with 503. Unit: ms. Default: 1000. */
  readonly commandTimeout?: number | undefined
}

/** Where an inbox is, checked and complete. */
export interface Place {
  readonly connection: Connection
  readonly name: string
  readonly prefix: string
  readonly commandTimeout: number
}

type PlaceOptions = Pick<RedisInboxOptions, keyof Place>

export function readPlace(options: PlaceOptions): Place {
  const { connection, name = 'callbacks', prefix = '{room-callbacks}', commandTimeout = 1000 } = options
  expect(connection, 'connection: expected a URL, options or an instance of ioredis.')
  expect(/^[^:]+$/.test(name), 'name: expected a text without ":".')
  expect(/\{[^}]+\}/.test(prefix), 'prefix: expected a text with a part in braces, such as "{room-callbacks}".')
  expect(Number.isInteger(commandTimeout) && commandTimeout > 0, 'commandTimeout: expected a positive integer of ms.')
  return { connection, name, prefix, commandTimeout }
}

function expect(isTrue: unknown, description: string): void {
  if (!isTrue) throw new RoomCallbacksError('invalid-option', description)
}
