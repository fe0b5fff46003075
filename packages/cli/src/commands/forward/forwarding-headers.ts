import type { IncomingHttpHeaders } from 'node:http'

// Header fields that say where a request comes from, and for which URL. Every client can write them. The last two give a path beside the one that was
// checked: some frameworks prefer it.
const claims =
  /^(forwarded|x-forwarded(-.+)?|x-original-forwarded-for|x-real-ip|(x-)?(true-)?client-ip|x-cluster-client-ip|cf-connecting-ipv?6?|fastly-client-ip|x-envoy-external-address|x-original-(url|uri|host)|x-rewrite-url)$/

/**
 * The header fields of a request with those that tell a target that it was not asked directly, and by whom (RFC 7239).
 * What came under their names is left out: the caller wrote it.
 *
 * @param address From where the request came.
 * @param trustsProxy Whether a tunnel in front overwrites these fields: then they are kept, and this way is added.
 */
export function withForwarding(
  headers: IncomingHttpHeaders,
  address: string | undefined,
  trustsProxy: boolean,
): IncomingHttpHeaders {
  const isKept = ([name]: [string, unknown]): boolean => trustsProxy || !claims.test(name)
  const kept = Object.fromEntries(Object.entries(headers).filter(isKept))
  const caller = callerOf(address)
  const added = {
    'x-forwarded-for': caller,
    forwarded: `for=${caller.includes(':') ? `"[${caller}]"` : caller}`,
    via: '1.1 room-callbacks-forward',
  }
  const appended = Object.entries(added).map(([name, value]) => [
    name,
    [kept[name], value].flat().filter(Boolean).join(', '),
  ])
  return { ...kept, ...Object.fromEntries(appended) }
}

/** On the loopback address it is a tunnel, and who is at its other end is not known: such a caller is not local. */
function callerOf(address = ''): string {
  const plain = address.replace(/^::ffff:/i, '')
  return /^(127\.|::1$|$)/.test(plain) ? 'unknown' : plain
}
