import type { Readable } from 'node:stream'

/** What `node:http` tells of a request beside its bytes. */
type Request = Readable & { readonly complete?: boolean; readonly httpVersionMajor?: number }

/**
 * Whether a stream is a request that nobody listens to, of a protocol whose `complete` means that
 * the last byte is here; of HTTP/2 it says less.
 */
export function isUntouched(stream: Request): boolean {
  return stream.httpVersionMajor === 1 && stream.readableFlowing === null
}

/** The bytes of a request that are all here; undefined when some must be waited for. */
export function wholeBody(stream: Request): Uint8Array | undefined {
  if (!isUntouched(stream) || !stream.complete || stream.destroyed) return undefined
  const body: Buffer | string | null = stream.read()
  // Text, if somebody called setEncoding() on the request.
  return typeof body === 'string' ? Buffer.from(body, stream.readableEncoding as BufferEncoding) : (body ?? empty)
}

const empty = new Uint8Array()
