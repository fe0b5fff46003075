import { BlockList, isIP } from 'node:net'
import { CliError } from '../errors/cli-error.ts'

/**
 * Refuses a target that is not this machine, unless told otherwise: what is sent is made up.
 *
 * @throws `remote-target`
 */
export function refuseRemote(url: URL, isAllowed: boolean | undefined): void {
  if (isAllowed || isLoopback(url.hostname)) return
  throw new CliError('remote-target', `${url.host} is not this machine.`)
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  const version = isIP(host)
  // A list in each call: it is asked once in a run.
  const loopback = new BlockList()
  loopback.addSubnet('127.0.0.0', 8, 'ipv4')
  loopback.addAddress('::1', 'ipv6')
  if (version === 0) return host === 'localhost' || host.endsWith('.localhost')
  return loopback.check(host, version === 4 ? 'ipv4' : 'ipv6')
}
