import type { Readable } from 'node:stream'
import { Refusal } from '../../errors/refusal.ts'
import type { Deadline } from '../deadline.ts'

/**
 * The bytes of a stream. Counts what arrives, whatever Content-Length says, and keeps no byte
 * beyond the limit.
 *
 * @throws `too-large`, `read-timeout`, `aborted`
 */
export function readStream(stream: Readable, limit: number, deadline: Deadline): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0

    const stop = (): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onAborted).off('close', onAborted)
      deadline.onExpired = undefined
    }
    const refuse = (code: 'too-large' | 'read-timeout' | 'aborted', cause?: unknown): void => {
      stop()
      stream.pause()
      // Its later errors are nobody's: without a listener they would end the process.
      stream.on('error', () => {})
      reject(new Refusal(code, undefined, { cause }))
    }
    const onData = (chunk: Buffer): void => {
      length += chunk.length
      if (length > limit) refuse('too-large')
      else chunks.push(chunk)
    }
    const onEnd = (): void => {
      stop()
      // Nearly every body comes in one piece: no copy then.
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length))
    }
    const onAborted = (cause?: unknown): void => refuse('aborted', cause)

    stream.on('data', onData).on('end', onEnd).on('error', onAborted).on('close', onAborted)
    deadline.onExpired = () => refuse('read-timeout')
  })
}
