import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { CliError } from '../errors/cli-error.ts'
import { connectionError } from './connection-error.ts'

/**
 * Refuses a target that is not this machine, unless told otherwise: what is sent is made up.
 *
 * @throws `remote-target`, and `unreachable` for a name of this machine that does not resolve
 */
export async function requireLocalTarget(url: URL, isAllowed: boolean | undefined): Promise<void> {
  if (isAllowed || (isLocalName(url.hostname) && (await resolvesToLoopback(url)))) return
  throw new CliError('remote-target', `${url.host} is not this machine.`)
}

/** Other names are not even looked up: the owner of a name decides where it leads to. */
const isLocalName = (hostname: string): boolean => isIP(addressIn(hostname)) !== 0 || /(^|\.)localhost$/.test(hostname)

/** A hosts file or a name server may send even localhost elsewhere. */
async function resolvesToLoopback(url: URL): Promise<boolean> {
  const loopback = new BlockList()
  loopback.addSubnet('127.0.0.0', 8, 'ipv4')
  loopback.addAddress('::1', 'ipv6')
  const addresses = await lookup(addressIn(url.hostname), { all: true }).catch((error: unknown) => {
    throw connectionError(error, url, undefined)
  })
  return addresses.every(({ address, family }) => loopback.check(address, family === 4 ? 'ipv4' : 'ipv6'))
}

const addressIn = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')
