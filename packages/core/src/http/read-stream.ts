import type { Readable } from 'node:stream'
import type { BodyDeadline } from '../receive/request.ts'
import { collectChunks } from './collect-chunks.ts'

/**
 * The bytes of a stream. Most bodies come in the packet of their head, and are here as soon as the
 * parser, which calls the host in between, has gone on: no listener and no timer then.
 *
 * @param length What Content-Length says. Unit: bytes.
 * @throws `too-large`, `read-timeout`, `aborted`
 */
export function readStream(
  stream: Readable,
  length: number,
  limit: number,
  deadline: BodyDeadline,
): Promise<Uint8Array> {
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
