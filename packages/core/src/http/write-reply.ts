import type { ServerResponse } from 'node:http'
import type { Reply } from '../reply.ts'

/** Writes a reply in one go: one writeHead, one string, no entity tag. */
export function writeReply(response: ServerResponse, { status, headers, body, close }: Reply): void {
  // Somebody else answered, or the caller is gone.
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, close && response.req.httpVersionMajor < 2 ? { ...headers, connection: 'close' } : headers)
  response.end(body)
}
