import type { Reply } from '../reply.ts'

/** A reply as a `Response`. */
export function responseOf({
  status,
  headers,
  body,
  close,
}: Pick<Reply, 'status' | 'headers' | 'body' | 'close'>): Response {
  // A plain object: servers that write a Response to node:http need make no Headers of it.
  return new Response(body, { status, headers: close ? { ...headers, connection: 'close' } : headers })
}
