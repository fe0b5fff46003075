import type { Readable } from 'node:stream'
import type { Deadline } from '../deadline.ts'
import type { CallbackRequest } from '../request.ts'
import { collectChunks } from './collect-chunks.ts'
import { isUntouched, wholeBody } from './whole-body.ts'

/**
 * The bytes of a stream. Most bodies come in the packet of their head, and are here as soon as the
 * parser, which calls the host in between, has gone on: no listener and no timer then.
 *
 * @throws `too-large`, `read-timeout`, `aborted`
 */
export function readStream(
  stream: Readable,
  headers: CallbackRequest['headers'],
  limit: number,
  deadline: Deadline,
): Promise<Uint8Array> {
  if (!isUntouched(stream)) return collectChunks(stream, limit, deadline)
  return new Promise((resolve) => {
    process.nextTick(() => resolve(wholeBody(stream, headers) ?? collectChunks(stream, limit, deadline)))
  })
}
