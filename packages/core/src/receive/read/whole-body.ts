import type { Readable } from 'node:stream'
import type { CallbackRequest } from '../request.ts'

/** Whether nobody listens to a stream, and it is a request of which `node:http` itself counts the bytes. */
export function isUntouched(stream: Readable & { readonly httpVersionMajor?: number }): boolean {
  return stream.httpVersionMajor === 1 && stream.readableFlowing === null && stream.readableEncoding === null
}

/** The bytes of an untouched request that are all here; undefined when some must be waited for. */
export function wholeBody(stream: Readable, headers: CallbackRequest['headers']): Uint8Array | undefined {
  const isWhole = stream.readableLength === Number(headers['content-length'])
  if (!isWhole || !isUntouched(stream) || stream.destroyed) return undefined
  const body: Buffer | null = stream.read()
  // It comes to its end, too, for Node and for whoever waits for that.
  stream.resume()
  return body ?? empty
}

const empty = new Uint8Array()
