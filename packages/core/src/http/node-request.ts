import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Refusal } from '../errors/refusal.ts'
import type { BodyDeadline, BodySource } from '../receive/request.ts'

/** What other middleware may have left of a body. */
export interface ParsedBody {
  readonly body: unknown
  readonly rawBody: unknown
}

/** Where koa-body leaves the text of what it parsed, with its option `includeUnparsed`. */
const unparsedBody = Symbol.for('unparsedBody')

/**
 * Where the body of a request is. A stream that was not read yet comes first: some parsers leave an
 * empty object behind for a content type they do not know. Then the text as sent, then the value.
 *
 * @param places Where it may have been left: on the request of the framework, and on that of Node, where a platform puts
 * what it read before the app was called.
 */
export function bodySource(stream: Readable & { readonly aborted?: boolean }, ...places: ParsedBody[]): BodySource {
  const isUnread = !stream.readableDidRead && !stream.readableEnded
  if (isUnread) return nodeBody(stream)
  const values = places.map(({ body }) => body).filter((body) => body !== undefined)
  for (const kept of [...places.map(({ rawBody }) => rawBody), ...values.map(textOf), ...values]) {
    if (typeof kept === 'string') return { kind: 'text', text: kept }
    if (kept instanceof Uint8Array) return { kind: 'bytes', bytes: kept }
  }
  const value = values.find((body) => !isEmpty(body)) ?? values[0]
  if (value !== undefined) return { kind: 'value', value }
  // What its caller broke off is read no more. Node itself empties such a stream of HTTP/2, so that it looks read.
  return stream.aborted === true ? nodeBody(stream) : { kind: 'consumed' }
}

const textOf = (body: unknown): unknown => (body as { readonly [unparsedBody]?: unknown } | null)?.[unparsedBody]

const isEmpty = (body: unknown): boolean => typeof body === 'object' && body !== null && Object.keys(body).length === 0

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

/**
 * The bytes of a stream. Most bodies come in the packet of their head, and are here as soon as the
 * parser, which calls the host in between, has gone on: no listener and no timer then.
 *
 * @param length What Content-Length says. Unit: bytes.
 * @throws `too-large`, `read-timeout`, `aborted`
 */
function readStream(stream: Readable, length: number, limit: number, deadline: BodyDeadline): Promise<Uint8Array> {
  if (!isUntouched(stream)) return collectChunks(stream, limit, deadline)
  return new Promise((resolve) => {
    process.nextTick(() => resolve(wholeBody(stream, length) ?? collectChunks(stream, limit, deadline)))
  })
}

/** Whether nothing listens to a stream, and it is a request of which `node:http` itself counts the bytes. */
function isUntouched(stream: Readable & { readonly httpVersionMajor?: number }): boolean {
  return stream.httpVersionMajor === 1 && stream.readableFlowing === null && stream.readableEncoding === null
}

/** The bytes of an untouched request that are all here; undefined when some must be waited for. */
function wholeBody(stream: Readable, length: number): Uint8Array | undefined {
  if (stream.readableLength !== length || !isUntouched(stream) || stream.destroyed) return undefined
  const body: Buffer | null = stream.read()
  // It comes to its end, too, for Node and for what waits for that.
  stream.resume()
  return body ?? empty
}

const empty = new Uint8Array()

/**
 * The bytes of a stream as they arrive. The limit holds for the bytes that are received, and not for
 * Content-Length, which a caller can write as it likes. No byte beyond the limit is kept.
 *
 * @throws `too-large`, `read-timeout`, `aborted`
 */
function collectChunks(stream: Readable, limit: number, deadline: BodyDeadline): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    let isDone = false

    const refuse = (code: 'too-large' | 'read-timeout' | 'aborted', cause?: unknown): void => {
      if (isDone) return
      isDone = true
      stream.off('data', onData).pause()
      reject(new Refusal(code, undefined, { cause }))
    }
    const onData = (received: Buffer | string): void => {
      // A chunk is text where the app called setEncoding() on the request.
      const chunk =
        typeof received === 'string' ? Buffer.from(received, stream.readableEncoding as BufferEncoding) : received
      length += chunk.length
      if (length > limit) refuse('too-large')
      else chunks.push(chunk)
    }
    const onEnd = (): void => {
      if (isDone) return
      isDone = true
      // Most bodies come in one piece: no copy then.
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length))
    }
    const onAborted = (cause?: unknown): void => refuse('aborted', cause)

    if (stream.destroyed || (stream as { aborted?: boolean }).aborted === true) return refuse('aborted')
    // They stay when it is done: taking them off costs more than the request that they go with,
    // and without a listener a late error would end the process.
    stream.on('data', onData).on('end', onEnd).on('error', onAborted).on('close', onAborted)
    // A stream of HTTP/2 that its caller reset comes to an end like a whole one, but tells this first.
    stream.on('aborted', () => onAborted())
    deadline.wait(() => refuse('read-timeout'))
  })
}

/** The query string of a request target, without its question mark. */
export function queryOf(url: string): string {
  const mark = url.indexOf('?')
  return mark === -1 ? '' : url.slice(mark + 1)
}
