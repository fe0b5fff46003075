import type { Readable } from 'node:stream'
import type { BodySource } from '../receive/request.ts'
import { nodeBody } from './node-body.ts'

/** What other middleware may have left of a body. */
export interface KeptBody {
  readonly body: unknown
  readonly rawBody: unknown
}

/** Where koa-body leaves the text of what it parsed, with its option `includeUnparsed`. */
const unparsedBody = Symbol.for('unparsedBody')

/**
 * Where the body of a request is. A stream that nobody read comes first: some parsers leave an
 * empty object behind for a content type they do not know. Then the text as sent, then the value.
 *
 * @param places Where it may have been left: on the request of the framework, and on that of Node, where a platform puts
 * what it read before the app was called.
 */
export function bodySource(stream: Readable & { readonly aborted?: boolean }, ...places: KeptBody[]): BodySource {
  const isUnread = !stream.readableDidRead && !stream.readableEnded
  if (isUnread) return nodeBody(stream)
  const values = places.map(({ body }) => body).filter((body) => body !== undefined)
  for (const kept of [...places.map(({ rawBody }) => rawBody), ...values.map(textOf), ...values]) {
    if (typeof kept === 'string') return { kind: 'text', text: kept }
    if (kept instanceof Uint8Array) return { kind: 'bytes', bytes: kept }
  }
  const value = values.find((body) => !isEmpty(body)) ?? values[0]
  if (value !== undefined) return { kind: 'value', value }
  // What its caller broke off is read no more. Node itself empties such a stream of HTTP/2, so that it looks read.
  return stream.aborted === true ? nodeBody(stream) : { kind: 'consumed' }
}

const textOf = (body: unknown): unknown => (body as { readonly [unparsedBody]?: unknown } | null)?.[unparsedBody]

const isEmpty = (body: unknown): boolean => typeof body === 'object' && body !== null && Object.keys(body).length === 0
