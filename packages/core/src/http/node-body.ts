import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { BodySource } from '../receive/request.ts'
import { readStream } from './read-stream.ts'

/**
 * The unread body of a request of Node, for hosts without an adapter.
 *
 * @example
 * callbacks.receive({ method, query, headers, remoteAddress, host, body: nodeBody(request) })
 */
export const nodeBody = (stream: Readable): BodySource => ({
  kind: 'unread',
  read: (limit, deadline) => {
    const length = Number((stream as Partial<IncomingMessage>).headers?.['content-length'])
    return readStream(stream, length, limit, deadline)
  },
})
