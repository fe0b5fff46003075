import type { Reply } from '../reply.ts'

/** What is used of a request of Node over HTTP/2. */
interface Http2Incoming {
  readonly httpVersionMajor?: number
  readonly stream?: { readonly session?: { close(): void } | undefined }
}

/**
 * A reply as a `Response`.
 *
 * @param incoming The request of Node behind it, if there is one. A `Response` cannot end an HTTP/2 connection: HTTP/2 forbids
 * `Connection`, and other requests share the connection. A receiver that closes takes no more requests over its session.
 */
export function responseOf(
  { status, headers, body, close, closing }: Pick<Reply, 'status' | 'headers' | 'body' | 'close' | 'closing'>,
  incoming?: unknown,
): Response {
  // A plain object: servers that write a Response to node:http need make no Headers of it.
  if (!close) return new Response(body, { status, headers })
  const { httpVersionMajor = 1, stream } = (incoming ?? {}) as Http2Incoming
  if (httpVersionMajor < 2) return new Response(body, { status, headers: { ...headers, connection: 'close' } })
  if (closing) stream?.session?.close()
  return new Response(body, { status, headers })
}
