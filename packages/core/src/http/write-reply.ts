import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import type { Reception } from '../receiver/create-callable.ts'
import type { Reply } from '../reply.ts'
import { queryOf } from './node-request.ts'

/**
 * Writes a reply as soon as it is known. Other code can throw in between, such as a tracer that has put itself into
 * `writeHead`. As an unhandled rejection that would end the process, and a request without a signature is enough to get
 * an answer: so nothing is thrown here.
 *
 * @param onError The handler of errors of the host. Without one the `error` hook is told, and the reply is written once
 * more. What fails a second time drops the connection.
 */
export function answer(
  response: ServerResponse,
  coming: Promise<WrittenReply>,
  { reportUnwritten, asError }: Reception,
  onError?: (error: Error) => void,
): void {
  const fail = (cause: unknown, reply?: WrittenReply): void => {
    try {
      if (onError) {
        onError(asError(cause))
        return
      }
      reportUnwritten(cause, queryOf(response.req.url ?? ''))
      if (reply === undefined || response.headersSent) response.destroy()
      else writeReply(response, reply)
    } catch (again) {
      reportUnwritten(again, queryOf(response.req.url ?? ''))
      response.destroy()
    }
  }
  coming.then((reply) => {
    try {
      writeReply(response, reply)
    } catch (cause) {
      fail(cause, reply)
    }
  }, fail)
}

/** What is written of a reply. */
export type WrittenReply = Omit<Reply, 'outcome'>

/**
 * Writes a reply in one go: one writeHead, one string, no entity tag.
 *
 * @throws What other code throws that has put itself into the response, such as a tracer in `writeHead`
 */
export function writeReply(response: ServerResponse, reply: WrittenReply): void {
  // The app answered already, or the caller is gone.
  if (response.headersSent || response.destroyed) return
  endConnection(response, reply)
  response.writeHead(reply.status, reply.headers)
  response.end(reply.body)
}

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
