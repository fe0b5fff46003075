import type { Readable } from 'node:stream'
import { Refusal } from '../errors/refusal.ts'
import type { BodyDeadline } from '../receive/request.ts'

/**
 * The bytes of a stream as they arrive. Counts them, whatever Content-Length says, and keeps none
 * beyond the limit.
 *
 * @throws `too-large`, `read-timeout`, `aborted`
 */
export function collectChunks(stream: Readable, limit: number, deadline: BodyDeadline): Promise<Uint8Array> {
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
      // Text, if somebody called setEncoding() on the request.
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
