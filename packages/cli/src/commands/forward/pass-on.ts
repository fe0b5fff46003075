import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { queryOf } from '@room-callbacks/core/http'
import type { Delivery } from '../../deliver/deliver.ts'
import type { Forwarded } from './forward.ts'
import { withForwarding } from './forwarding-headers.ts'
import { pathBelow } from './path-below.ts'

/** Where requests go, and what is believed of what they say. */
export interface Way {
  readonly target: URL
  /** Whether a tunnel in front overwrites the header fields that say who asks. */
  readonly trustsProxy: boolean
}

/** Header fields of a connection, not of a message (RFC 9110, 7.6.1), and those that depend on the way. */
const ofConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'content-length',
  'host',
])

/**
 * A request as it came, for another server: its path below that of the target, its query byte for byte. Undefined where its
 * path would leave that of the target.
 */
export function passOn(request: IncomingMessage, body: Uint8Array, way: Way): Delivery | undefined {
  const { method, url: requested } = request as { method: string; url: string }
  const url = new URL(way.target)
  const path = pathBelow(url.pathname, requested.split('?', 1)[0] as string)
  if (path === undefined) return undefined
  url.pathname = path
  const headers = withForwarding(endToEnd(request.headers), request.socket.remoteAddress, way.trustsProxy)
  return { method, url, query: queryOf(requested), body, headers }
}

/** Gives the answer back as it came; when there was none, one that the platform takes for failed. */
export function respond(response: ServerResponse, forwarded: Forwarded): void {
  if (forwarded instanceof Error) response.writeHead(502, { 'content-length': '0' }).end()
  else response.writeHead(forwarded.status, endToEnd(forwarded.headers)).end(forwarded.body)
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').toLowerCase().split(',')
  const left = new Set([...ofConnection, ...named.map((name) => name.trim())])
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.has(name)))
}
