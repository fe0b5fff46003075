import { Refusal } from '../errors/refusal.ts'
import type { BodyDeadline, BodySource, CallbackRequest } from '../receive/request.ts'

/** What is used of a `Request` to read its body. */
export type BodyOfWeb = Pick<Request, 'body' | 'bodyUsed' | 'headers' | 'arrayBuffer'>

/**
 * The body of a `Request`, read from its stream. `webBody` knows a faster way for some servers of Node, which is more code than a small
 * bundle can have.
 *
 * @param incoming The request of Node that it was made of, where the server tells it.
 */
export const streamBody = (request: BodyOfWeb, incoming?: unknown): BodySource =>
  bodyReadBy(request, incoming, (_limit, read) => read(), readStream)

/**
 * The body of a `Request`, unless another reader has it.
 *
 * @param begin Says when reading begins, or reads in another way.
 * @param headers Where they are quicker to read than in the request.
 */
export function bodyReadBy(
  request: BodyOfWeb,
  incoming: unknown,
  begin: (limit: number, read: () => Promise<Uint8Array>) => Promise<Uint8Array>,
  readBytes: (request: BodyOfWeb, limit: number, deadline: BodyDeadline) => Promise<Uint8Array>,
  headers?: CallbackRequest['headers'],
): BodySource {
  if (request.bodyUsed) return { kind: 'consumed' }
  return {
    kind: 'unread',
    headers,
    // Async: what a Request throws must not be thrown in a tick, where it would end the process.
    read: (limit, deadline) =>
      begin(limit, async () => {
        // Node empties a stream of HTTP/2 that its caller reset, so that it looks like one without a body.
        if ((incoming as { readonly aborted?: boolean } | undefined)?.aborted) throw new Refusal('aborted')
        // What else the app does in the same turn can have taken it.
        if (request.bodyUsed) throw new Refusal('body-already-read')
        return readBytes(request, limit, deadline)
      }),
  }
}

/**
 * The bytes of a stream as they arrive. The limit holds for the bytes that are received, and not for Content-Length, which
 * a caller can write as it likes. No byte beyond the limit is kept.
 *
 * @throws `too-large`, `read-timeout`, `aborted`, `body-already-read`
 */
export function readStream({ headers, body }: BodyOfWeb, limit: number, deadline: BodyDeadline): Promise<Uint8Array> {
  if (body === null) return Promise.resolve(new Uint8Array())
  if (body.locked) return Promise.reject(new Refusal('body-already-read'))
  // 0 when it says nothing.
  const length = Number(headers.get('content-length'))
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
