import type { Socket } from 'node:net'
import { type Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'
import { checkUrl } from './check-url.ts'

/** Where Redis is: a URL, options of ioredis, or an instance of it, which is duplicated and never closed. */
export type Connection = string | RedisOptions | Redis | Cluster

/** A connection of our own. */
export type Client = Redis | Cluster

/** What we decide of a connection. */
type OwnOptions = Pick<
  RedisOptions,
  'commandTimeout' | 'autoResendUnfulfilledCommands' | 'autoResubscribe' | 'socketTimeout' | 'maxRetriesPerRequest'
>

/**
 * Connects with options of ours on top of what the user gave.
 *
 * @throws `invalid-option` for a URL that cannot be read
 */
export function connect(connection: Connection, ownOptions: OwnOptions): Client {
  const client = create(connection, { ...ownOptions, ...recovery, reconnectOnError: reconnectWhereReadOnly() })
  // Commands that fail are rejected; without a listener ioredis prints the error, and of a cluster it throws it.
  client.on('error', () => {})
  return client
}

function create(connection: Connection, options: OwnOptions & typeof recovery & ReconnectOnError): Client {
  if (typeof connection === 'string') {
    checkUrl(connection)
    return new Redis(connection, options)
  }
  if (!isInstance(connection)) return new Redis({ ...connection, ...options } as RedisOptions & Legacy)
  if (!isCluster(connection)) return connection.duplicate({ ...options, lazyConnect: false })
  return connection.duplicate(undefined, {
    clusterRetryStrategy: retryStrategy,
    lazyConnect: false,
    redisOptions: { ...connection.options.redisOptions, ...options } as NonNullable<ClusterOptions['redisOptions']> &
      Legacy,
  })
}

/** The shape of replies that ioredis has unless told otherwise; its types ask for it. */
interface Legacy {
  readonly replyMapping?: 'legacy'
}

// Quick at first, then once a second: Redis comes back at once after a failover, or after minutes.
const retryStrategy = (times: number): number => Math.min(50 * 2 ** times, 1000)

const recovery = {
  retryStrategy,
  connectTimeout: 2000,
  maxLoadingRetryTime: 500,
  // Scripts reply with numbers.
  stringNumbers: false,
  // It would copy the arguments of each command, packets among them, into a stack.
  showFriendlyErrorStack: false,
}

type ReconnectOnError = Pick<RedisOptions, 'reconnectOnError'>

/** How long a connection takes to be closed. Unit: ms. */
const reconnectPause = 200

/**
 * After a failover the address may lead to another server, which can write. All commands on their way are answered with READONLY,
 * and for each of them ioredis would add a listener to the socket that is being closed.
 */
function reconnectWhereReadOnly(): (error: Error) => boolean {
  let last = Number.NEGATIVE_INFINITY
  return ({ message }) => {
    if (!message.startsWith('READONLY') || performance.now() - last < reconnectPause) return false
    last = performance.now()
    return true
  }
}

// By shape, since the user's ioredis need not be ours.
const isInstance = (connection: RedisOptions | Redis | Cluster): connection is Redis | Cluster =>
  typeof (connection as { duplicate?: unknown }).duplicate === 'function'

export const isCluster = (connection: Client): connection is Cluster =>
  (connection as { isCluster?: unknown }).isCluster === true

/** The options of a single connection: of a cluster, those of the connections to its nodes. */
export function optionsOf(client: Client): RedisOptions {
  if (!isCluster(client)) return client.options
  const { keyPrefix, redisOptions } = client.options
  return { ...redisOptions, ...(keyPrefix !== undefined && { keyPrefix }) } as RedisOptions
}

/** The sockets that it has at the moment. */
export function socketsOf(client: Client): Socket[] {
  const streams = isCluster(client) ? client.nodes().map((node) => node.stream) : [client.stream]
  // There is none while it connects.
  return streams.filter(Boolean) as Socket[]
}
