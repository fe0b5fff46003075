import { Refusal } from '../errors/refusal.ts'
import type { BodyDeadline, BodySource } from '../receive/request.ts'
import { bytesHere, isMadeOf, serverReader } from './node-server.ts'

/** What is used of a `Request` to read its body. */
export type BodyOfWeb = Pick<Request, 'body' | 'bodyUsed' | 'headers' | 'arrayBuffer'>

/**
 * Where the body of a `Request` is: its stream, unless another reader has it.
 *
 * @example
 * callbacks.receive({ method, query: queryOfUrl(request.url), headers, remoteAddress, host, body: webBody(request) })
 * @param incoming The request of Node that it was made of, where the server tells it: `env.incoming` of `@hono/node-server`.
 */
export function webBody(request: BodyOfWeb, incoming?: unknown): BodySource {
  if (request.bodyUsed) return { kind: 'consumed' }
  const made = isMadeOf(request, incoming) ? incoming : undefined
  return {
    kind: 'unread',
    // Those of the adapter are looked up in a list.
    headers: made?.headers,
    read(limit, deadline) {
      // Async: what a Request throws must not be thrown in a tick, where it would end the process.
      const read = async () => {
        // Node empties a stream of HTTP/2 that its caller reset, so that it looks like one without a body.
        if ((incoming as { readonly aborted?: boolean } | undefined)?.aborted) throw new Refusal('aborted')
        return readBody(request, limit, deadline)
      }
      return made ? bytesHere(made, limit, read) : read()
    },
  }
}

/** The query string of an absolute URL, without its question mark. */
export function queryOfUrl(url: string): string {
  const hash = url.indexOf('#')
  const end = hash === -1 ? url.length : hash
  const mark = url.indexOf('?')
  return mark === -1 ? '' : url.slice(mark + 1, end)
}

function readBody(request: BodyOfWeb, limit: number, deadline: BodyDeadline): Promise<Uint8Array> {
  // What else the app does in the same turn can have taken it.
  if (request.bodyUsed) return Promise.reject(new Refusal('body-already-read'))
  const length = Number(request.headers.get('content-length'))
  // A stream that is made only now costs twice what a callback does.
  if (length > 0 && length <= limit && serverReader(request)) return readWhole(request, length, limit, deadline)
  const { body } = request
  if (body === null) return Promise.resolve(new Uint8Array())
  if (body.locked) return Promise.reject(new Refusal('body-already-read'))
  return readStream(body, length, limit, deadline)
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

/**
 * The bytes of a stream as they arrive. The limit holds for the bytes that are received, and not for Content-Length, which
 * a caller can write as it likes. No byte beyond the limit is kept.
 *
 * @param length What Content-Length says; 0 when it says nothing. Unit: bytes.
 * @throws `too-large`, `read-timeout`, `aborted`
 */
function readStream(
  body: ReadableStream<Uint8Array>,
  length: number,
  limit: number,
  deadline: BodyDeadline,
): Promise<Uint8Array> {
  const reader = body.getReader()
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let received = 0
    let isDone = false

    const refuse = (code: 'too-large' | 'read-timeout' | 'aborted', cause?: unknown): void => {
      if (isDone) return
      isDone = true
      reject(new Refusal(code, undefined, { cause }))
      // The rest is called off; what its source says to that changes nothing.
      reader.cancel().catch(() => {})
    }
    const take = ({ done, value }: { readonly done: boolean; readonly value?: Uint8Array | undefined }): void => {
      if (isDone) return
      if (done) {
        // An HTTP/2 stream that its caller reset ends like a whole one in some runtimes.
        if (received < length) refuse('aborted')
        isDone = true
        resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks, received))
        return
      }
      const chunk = value as Uint8Array
      // What a stream of the app gives can be anything, and only these can be counted. By name: in Jest it is that of another realm.
      if (chunk?.[Symbol.toStringTag] !== 'Uint8Array') throw new TypeError('A body is a stream of Uint8Array.')
      received += chunk.length
      if (received > limit) {
        refuse('too-large')
        return
      }
      chunks.push(chunk)
      readNext()
    }
    const readNext = (): void => {
      reader.read().then(take).catch(onAborted)
    }
    const onAborted = (cause: unknown): void => refuse('aborted', cause)

    deadline.wait(() => refuse('read-timeout'))
    readNext()
  })
}
