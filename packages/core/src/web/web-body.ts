import { Refusal } from '../errors/refusal.ts'
import type { BodyDeadline, BodySource } from '../receive/request.ts'
import { bytesHere, isMadeOf, serverReader } from './node-server.ts'
import { type BodyOfWeb, bodyReadBy, readStream } from './stream-body.ts'

/**
 * Where the body of a `Request` is: its stream, unless another reader has it.
 *
 * @example
 * callbacks.receive({ method, query: queryOfUrl(request.url), headers, remoteAddress, host, body: webBody(request) })
 * @param incoming The request of Node that it was made of, where the server tells it: `env.incoming` of `@hono/node-server`.
 */
export function webBody(request: BodyOfWeb, incoming?: unknown): BodySource {
  const made = isMadeOf(request, incoming) ? incoming : undefined
  return bodyReadBy(
    request,
    incoming,
    (limit, read) => (made ? bytesHere(made, limit, read) : read()),
    readBody,
    // Those of the adapter are looked up in a list.
    made?.headers,
  )
}

function readBody(request: BodyOfWeb, limit: number, deadline: BodyDeadline): Promise<Uint8Array> {
  const length = Number(request.headers.get('content-length'))
  // A stream that is made only now costs twice what a callback does.
  if (length > 0 && length <= limit && serverReader(request)) return readWhole(request, length, limit, deadline)
  return readStream(request, limit, deadline)
}

/**
 * A body whose length the server enforces, because it is written in the head: no more is received of it. An app that changed the head
 * of its request can have more, which is refused when it was read.
 *
 * @throws `too-large`, `read-timeout`, `aborted`
 */
function readWhole(request: BodyOfWeb, length: number, limit: number, deadline: BodyDeadline): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    deadline.wait(() => reject(new Refusal('read-timeout')))
    const take = (buffer: ArrayBuffer): void => {
      if (buffer.byteLength > limit) reject(new Refusal('too-large'))
      // A stream of HTTP/2 that its caller reset ends like a whole one.
      else if (buffer.byteLength < length) reject(new Refusal('aborted'))
      else resolve(new Uint8Array(buffer))
    }
    const fail = (cause: unknown): void => reject(new Refusal('aborted', undefined, { cause }))
    request.arrayBuffer().then(take, fail)
  })
}
