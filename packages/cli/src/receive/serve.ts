import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CliError } from '../errors/cli-error.ts'

/** Where a server listens. */
export interface Place {
  readonly host: string
  readonly port: number
}

/**
 * Serves until the signal comes; requests under way then are still answered.
 *
 * @param onListening Told the URL.
 * @throws `port-unavailable`
 */
export async function serve(
  listener: RequestListener,
  place: Place,
  signal: AbortSignal,
  onListening: (url: string) => void,
): Promise<void> {
  const server = createServer(listener)
  onListening(await open(server, place))
  if (!signal.aborted) await once(signal, 'abort')
  const closed = once(server, 'close')
  server.close()
  await closed
}

async function open(server: Server, { host, port }: Place): Promise<string> {
  try {
    await once(server.listen(port, host), 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const message = `Port ${port} of ${host} cannot be listened on: ${code === 'EADDRINUSE' ? 'it is taken' : code}.`
    const isHost = code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
    throw new CliError('port-unavailable', message, isHost ? 'Give an address of this machine with --host.' : undefined)
  }
  const { address, port: chosen, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${chosen}`
}
