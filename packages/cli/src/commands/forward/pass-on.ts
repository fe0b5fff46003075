import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { queryOf } from '@room-callbacks/core/http'
import type { Delivery } from '../../deliver/deliver.ts'
import type { Forwarded } from './forward.ts'

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

/** A request as it came, for another server: its path below that of the target, its query byte for byte. */
export function passOn({ method, url, headers }: IncomingMessage, body: Uint8Array, target: URL): Delivery {
  const [path = ''] = (url as string).split('?', 1)
  const destination = new URL(target)
  if (path !== '/') destination.pathname = target.pathname.replace(/\/$/, '') + path
  return { method: method as string, url: destination, query: queryOf(url as string), body, headers: endToEnd(headers) }
}

/** Gives the answer back as it came; when there was none, one that the platform takes for failed. */
export function respond(response: ServerResponse, forwarded: Forwarded): void {
  if (forwarded instanceof Error) response.writeHead(502, { 'content-length': '0' }).end()
  else response.writeHead(forwarded.status, endToEnd(forwarded.headers)).end(forwarded.body)
}

const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)))
