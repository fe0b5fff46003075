import type { FastifyRequest } from 'fastify'

const doubt =
  'addresses: `trustProxy` of the Fastify app trusts every address, so the app takes the first one of X-Forwarded-For, which any caller can write. The last one is checked instead. Set trustProxy to the addresses of your proxies.'

/** Known of each kind of request: Fastify makes one for a server. */
const known = new WeakMap<object, string | undefined>()

/** Why a caller could have written its address: the setting `trustProxy` trusts every address. */
export function addressDoubt(request: FastifyRequest): string | undefined {
  const kind: object = Object.getPrototypeOf(request)
  if (!known.has(kind)) known.set(kind, trustsEveryone(kind) ? doubt : undefined)
  return known.get(kind)
}

// Addresses of documentation (RFC 5737): a setting that goes back over a thousand of one to the other trusts every address.
const [first, other] = ['203.0.113.9', '203.0.113.1']
const forwarded = [first, ...Array(1000).fill(other)].join(', ')

/** Asks as Fastify does, which tells its setting nowhere: `ip` is a getter over the request of Node. */
function trustsEveryone(kind: object): boolean {
  const raw = { socket: { remoteAddress: other }, headers: { 'x-forwarded-for': forwarded } }
  return Object.create(kind, { raw: { value: raw } }).ip === first
}
