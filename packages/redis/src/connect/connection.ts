import type { Socket } from 'node:net'
import { type Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'

/** Where Redis is: a URL, options of ioredis, or an instance of it, which is duplicated and never closed. */
export type Connection = string | RedisOptions | Redis | Cluster

/** A connection of our own. */
export type Client = Redis | Cluster

/** What we decide of a connection. */
type OwnOptions = Pick<
  RedisOptions,
  'commandTimeout' | 'autoResendUnfulfilledCommands' | 'socketTimeout' | 'maxRetriesPerRequest'
>

/** Connects with options of ours on top of what the user gave. */
export function connect(connection: Connection, ownOptions: OwnOptions): Client {
  const options = { ...ownOptions, ...recovery }
  if (typeof connection === 'string') return new Redis(connection, options)
  if (!isInstance(connection)) return new Redis({ ...connection, ...options } as RedisOptions & Legacy)
  if (!isCluster(connection)) return connection.duplicate({ ...options, lazyConnect: false })
  return connection.duplicate(undefined, {
    clusterRetryStrategy: retryStrategy,
    lazyConnect: false,
    redisOptions: { ...connection.options.redisOptions, ...options } as NonNullable<ClusterOptions['redisOptions']> &
      Legacy,
  })
}

/** The shape of replies that ioredis has unless told otherwise; its types want it said. */
interface Legacy {
  readonly replyMapping?: 'legacy'
}

// Quick at first, then once a second: Redis comes back at once after a failover, or after minutes.
const retryStrategy = (times: number): number => Math.min(50 * 2 ** times, 1000)

const recovery = {
  retryStrategy,
  connectTimeout: 2000,
  maxLoadingRetryTime: 500,
  // After a failover the address may lead to another server, which can write.
  reconnectOnError: (error: Error): boolean => error.message.startsWith('READONLY'),
}

// By shape, since the user's ioredis need not be ours.
const isInstance = (connection: RedisOptions | Redis | Cluster): connection is Redis | Cluster =>
  typeof (connection as { duplicate?: unknown }).duplicate === 'function'

export const isCluster = (connection: Client): connection is Cluster =>
  (connection as { isCluster?: unknown }).isCluster === true

/** The sockets that it has at the moment. */
export function socketsOf(client: Client): Socket[] {
  const streams = isCluster(client) ? client.nodes().map((node) => node.stream) : [client.stream]
  // There is none while it connects.
  return streams.filter(Boolean) as Socket[]
}
