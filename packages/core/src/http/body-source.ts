import type { Readable } from 'node:stream'
import type { BodySource } from '../receive/request.ts'

/** What other middleware may have left of a body. */
export interface KeptBody {
  readonly body: unknown
  readonly rawBody: unknown
}

/**
 * Where the body of a request is. A stream that nobody read comes first: some parsers leave an
 * empty object behind for a content type they do not know. Then the text as sent, then the value.
 */
export function bodySource(stream: Readable & { readonly aborted?: boolean }, { body, rawBody }: KeptBody): BodySource {
  // What its caller broke off is read no more. Node itself empties such a stream of HTTP/2, so that it looks read.
  const isUnread = !stream.readableDidRead && !stream.readableEnded
  if (isUnread || (stream.aborted === true && body === undefined && rawBody === undefined)) {
    return { kind: 'stream', stream }
  }
  for (const kept of [rawBody, body]) {
    if (typeof kept === 'string') return { kind: 'text', text: kept }
    if (kept instanceof Uint8Array) return { kind: 'bytes', bytes: kept }
  }
  return body === undefined ? { kind: 'consumed' } : { kind: 'value', value: body }
}
