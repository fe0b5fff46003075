import type { Cluster } from 'ioredis'
import { type Client, type Connection, connect, isCluster } from './connection.ts'
import { checkDatabase } from './database.ts'

/**
 * A connection for commands whose callers wait: each is answered or refused within `commandTimeout`,
 * nothing is queued while Redis is away, and nothing is sent twice without the caller's knowledge.
 *
 * @throws `invalid-option` for a URL that cannot be read, or a database that cannot be
 */
export function connectFailFast(connection: Connection, commandTimeout: number): Client {
  const client = connect(connection, {
    commandTimeout,
    // A connection that swallows everything looks alive for minutes; this makes a new one of it.
    socketTimeout: 2 * commandTimeout,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  })
  checkDatabase(client)
  // The first commands wait for the connection; later ones must not, when Redis is away.
  if (isCluster(client)) refuseWhileAway(client, commandTimeout)
  else {
    client.once('ready', () => {
      client.options.enableOfflineQueue = false
    })
  }
  return client
}

/** A cluster without its queue never becomes ready: its own first commands go through that. */
function refuseWhileAway(cluster: Cluster, commandTimeout: number): void {
  const send = cluster.sendCommand.bind(cluster)
  let isAway = false
  cluster.on('ready', () => {
    isAway = false
  })
  cluster.on('close', () => {
    isAway = true
  })
  cluster.sendCommand = (command, ...more) => {
    command.setTimeout(commandTimeout)
    if (!isAway || command.name === 'cluster') return send(command, ...more)
    command.reject(new Error('The cluster is away.'))
    return command.promise
  }
}
