// Loaded by those who use it: it is the dearest import of this package.
const net = () => process.getBuiltinModule('node:net')

const withPort = /^(?:\[([^[\]]+)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/
const mapped = '::ffff:'

/**
 * An address as lists write it. Proxies write a port and brackets into `X-Forwarded-For`, a link-local address has the
 * zone of its interface, and a socket for both families writes an IPv4 address into an IPv6 one. What is no address
 * stays as it is.
 */
export function bareAddress(written: string): string {
  const { isIPv4, isIPv6 } = net()
  if (isIPv4(written)) return written
  const [, inBrackets, beforePort] = withPort.exec(written) ?? []
  if (beforePort !== undefined) return isIPv4(beforePort) ? beforePort : written
  const address = inBrackets ?? written
  if (!isIPv6(address)) return written
  const [zoneless] = address.split('%', 1) as [string]
  return embeddedIPv4(zoneless) ?? zoneless
}

/** The IPv4 address that an IPv6 address holds, in every spelling: `::ffff:1.2.3.4`, `::ffff:102:304`. */
export function embeddedIPv4(address: string): string | undefined {
  if (!/ffff/i.test(address)) return undefined
  const { SocketAddress } = net()
  const canonical = new SocketAddress({ address, family: 'ipv6' }).address
  if (!canonical.startsWith(mapped) || !canonical.includes('.')) return undefined
  return canonical.slice(mapped.length)
}
