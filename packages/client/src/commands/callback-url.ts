import { BlockList, isIP } from 'node:net'
import { PlatformError } from '../errors/platform-error.ts'

/** What only a private network reaches; the platform sends from the internet (60722, 64412). */
const privateNetworks = new BlockList()
const networks = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12']
for (const network of [...networks, '192.168.0.0/16']) {
  const [address, bits] = network.split('/') as [string, string]
  privateNetworks.addSubnet(address, Number(bits), 'ipv4')
}
privateNetworks.addSubnet('fc00::', 7, 'ipv6')
privateNetworks.addSubnet('fe80::', 10, 'ipv6')
privateNetworks.addSubnet('::', 127, 'ipv6')

/**
 * Checks where callbacks are to be sent: `http` or `https` (60729, 64420), and none of the characters that
 * the console refuses (74157, 34520).
 *
 * @throws PlatformError `invalid-argument`
 */
export function checkCallbackUrl(url: unknown, isTencent: boolean): void {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw invalid('expected a URL that begins with http:// or https://.')
  }
  const forbidden = /[\s!$&?#]/.exec(url)
  if (forbidden) throw invalid(`"${forbidden[0]}" may not stand in it.`)
  const { hostname, username, password } = new URL(url)
  if (username || password) throw invalid('a name and a password may not stand in it.')
  if (isTencent && isPrivate(hostname)) {
    throw invalid('it is private, and Tencent calls from the internet. Give one that can be reached from there.')
  }
}

function isPrivate(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  const version = isIP(address)
  if (version === 0) return /(^|\.)localhost\.?$/.test(address)
  return privateNetworks.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

const invalid = (detail: string): PlatformError => new PlatformError('invalid-argument', { detail: `Url: ${detail}` })
