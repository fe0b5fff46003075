import type { Server, Socket } from 'node:net'

/**
 * Whether a connection came by a Unix domain socket or a named pipe. That a connection has no address proves nothing: the
 * server that took it must listen on a path.
 */
export function isUnixSocket(socket: Socket): boolean {
  const { server } = socket as Socket & { readonly server?: Server }
  return socket.remoteAddress === undefined && typeof server?.address() === 'string'
}
