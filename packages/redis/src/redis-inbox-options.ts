import { RoomCallbacksError } from '@room-callbacks/core'
import { integer, type OptionChecks, optionMistake, withoutUndefined } from '@room-callbacks/core/checked-options'
import type { InboxOptions } from '@room-callbacks/core/inbox'
import { type Client, type Connection, optionsOf } from './connect/connection.ts'

/** Where an inbox is in Redis, beside the options that every inbox takes. */
export interface RedisInboxOptions extends InboxOptions {
  /** A URL, options of ioredis, or an instance of it, which is duplicated and never closed. */
  readonly connection: Connection
  /** The name of the inbox: inboxes of different names share nothing. Default: `callbacks`. */
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

const checks: OptionChecks<PlaceOptions> = {
  connection: { accepts: Boolean, expected: 'a URL, options or an instance of ioredis' },
  name: { accepts: (value) => typeof value === 'string' && /^[^:]+$/.test(value), expected: 'a text without ":"' },
  prefix: {
    accepts: (value) => typeof value === 'string' && /\{[^}]+\}/.test(value),
    expected: 'a text with a part in braces, such as "{room-callbacks}"',
  },
  commandTimeout: { ...integer(1), expected: 'a positive integer of ms' },
}

/** @throws `invalid-option` */
export function readPlace(options: PlaceOptions): Place {
  const { connection, name = 'callbacks', prefix = '{room-callbacks}', commandTimeout = 1000 } = options
  const mistake = optionMistake(withoutUndefined(options), checks, { required: ['connection'] })
  if (mistake) throw new RoomCallbacksError('invalid-option', mistake)
  return { connection, name, prefix, commandTimeout }
}

/**
 * ioredis puts its `keyPrefix` before keys and not before channels: two apps that differ by it alone would look apart and
 * wake each other.
 *
 * @throws `invalid-option`
 */
export function refuseKeyPrefix(client: Client): void {
  const hint = 'connection: keyPrefix of ioredis is not supported. Give the inbox a prefix instead, such as "{my-app}".'
  if (optionsOf(client).keyPrefix) throw new RoomCallbacksError('invalid-option', hint)
}
