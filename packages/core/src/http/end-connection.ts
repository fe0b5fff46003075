import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import type { Reply } from '../reply.ts'

// RST_STREAM with it after a complete answer: "stop sending, nothing went wrong" (RFC 9113, section 8.1).
const noError = 0

/**
 * Ends what a reply went over, where it asks for that; call it before the reply is written. HTTP/1 says so in
 * `Connection`. HTTP/2 forbids that field, and other requests share the connection: there the rest of an unread body is
 * called off, and a receiver that closes takes no more requests over the session.
 */
export function endConnection(response: ServerResponse, { close, closing }: Pick<Reply, 'close' | 'closing'>): void {
  if (!close) return
  if (response.req.httpVersionMajor < 2) {
    response.setHeader('connection', 'close')
    return
  }
  const { stream } = response as unknown as Http2ServerResponse
  // Not 'finish' of the response, which comes when the caller, too, has ended the stream.
  stream?.once('finish', () => {
    stream.close(noError)
    // What has come already is thrown away: the stream is kept until all of it was read.
    response.req.resume()
    if (closing) stream.session?.close()
  })
}
