import type { ServerResponse } from 'node:http'
import type { Reply } from '../reply.ts'
import { endConnection } from './end-connection.ts'

/** What is written of a reply. */
export type WrittenReply = Omit<Reply, 'outcome'>

/**
 * Writes a reply in one go: one writeHead, one string, no entity tag.
 *
 * @throws What other code throws that has put itself into the response, such as a tracer in `writeHead`
 */
export function writeReply(response: ServerResponse, reply: WrittenReply): void {
  // Somebody else answered, or the caller is gone.
  if (response.headersSent || response.destroyed) return
  endConnection(response, reply)
  response.writeHead(reply.status, reply.headers)
  response.end(reply.body)
}
