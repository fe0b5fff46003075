import type { Readable } from 'node:stream'
import { Refusal } from '../../errors/refusal.ts'
import type { Deadline } from '../deadline.ts'
import { collectChunks } from './collect-chunks.ts'
import { isUntouched, wholeBody } from './whole-body.ts'

/**
 * The bytes of a stream. Most bodies come in the packet of their head, and are here in whole as soon
 * as the parser, which calls the host in between, is done with it: no listener and no timer then.
 *
 * @throws `too-large`, `read-timeout`, `aborted`
 */
export function readStream(stream: Readable, limit: number, deadline: Deadline): Promise<Uint8Array> {
  if (!isUntouched(stream)) return collectChunks(stream, limit, deadline)
  return new Promise((resolve, reject) => {
    process.nextTick(() => {
      const body = wholeBody(stream)
      if (body === undefined) resolve(collectChunks(stream, limit, deadline))
      else if (body.length > limit) reject(new Refusal('too-large'))
      else resolve(body)
    })
  })
}
