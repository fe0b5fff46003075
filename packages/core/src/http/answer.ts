import type { ServerResponse } from 'node:http'
import type { Reception } from '../receiver/make-callable.ts'
import { queryOf } from './query-of.ts'
import { type WrittenReply, writeReply } from './write-reply.ts'

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
