import { Refusal } from '../../errors/refusal.ts'
import type { Deadline } from '../deadline.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { BodySource, CallbackRequest } from '../request.ts'
import { readStream } from './read-stream.ts'

/**
 * The bytes of a body; made from its value again where a parser kept none.
 *
 * @throws `unsupported-encoding`, `too-large`, `read-timeout`, `aborted`, `body-consumed`, `invalid-json`
 */
export function readBody(
  source: BodySource,
  headers: CallbackRequest['headers'],
  limit: number,
  deadline: Deadline,
): MaybePromise<Uint8Array> {
  if (source.kind === 'stream') {
    refuseUnreadable(headers, limit)
    return readStream(source.stream, headers, limit, deadline)
  }
  const bytes = keptBytes(source)
  if (bytes.length > limit) throw new Refusal('too-large')
  return bytes
}

function refuseUnreadable(headers: CallbackRequest['headers'], limit: number): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw new Refusal('unsupported-encoding')
  if (Number(headers['content-length']) > limit) throw new Refusal('too-large')
}

function keptBytes(source: Exclude<BodySource, { kind: 'stream' }>): Uint8Array {
  switch (source.kind) {
    case 'bytes':
      return source.bytes
    case 'text':
      return Buffer.from(source.text)
    case 'value':
      return Buffer.from(stringify(source.value))
    case 'consumed':
      throw new Refusal('body-consumed')
  }
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value, digitsOfBigInt) ?? ''
  } catch (cause) {
    throw new Refusal('invalid-json', 'The parsed body cannot be written as JSON.', { cause })
  }
}

// A lossless parser that ran first may have made BigInts; as bare digits they parse like any packet.
const digitsOfBigInt = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
