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
export function bodySource(stream: Readable, { body, rawBody }: KeptBody): BodySource {
  if (!stream.readableDidRead && !stream.readableEnded) return { kind: 'stream', stream }
  for (const kept of [rawBody, body]) {
    if (typeof kept === 'string') return { kind: 'text', text: kept }
    if (kept instanceof Uint8Array) return { kind: 'bytes', bytes: kept }
  }
  return body === undefined ? { kind: 'consumed' } : { kind: 'value', value: body }
}
