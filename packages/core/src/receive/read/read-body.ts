import { Refusal } from '../../errors/refusal.ts'
import { decodeText } from '../../protocol/packet/decode-text.ts'
import type { Deadline } from '../deadline.ts'
import type { BodySource, CallbackRequest } from '../request.ts'
import { readStream } from './read-stream.ts'

/** A body in hand. */
export interface Body {
  /** As received; made from the text again where a parser kept no bytes. */
  readonly bytes: Uint8Array
  /** Whether another parser made a value of it first, so that digits beyond 2^53 may be lost. */
  readonly reparsed: boolean
}

/** The bytes of a body. @throws `unsupported-encoding`, `too-large`, `read-timeout`, `aborted`, `body-consumed`, `invalid-json` */
export async function readBody(request: CallbackRequest, limit: number, deadline: Deadline): Promise<Body> {
  const source = request.body
  if (source.kind === 'stream') {
    refuseUnreadable(request, limit)
    return { bytes: await readStream(source.stream, limit, deadline), reparsed: false }
  }
  const body = keptBody(source)
  if (body.bytes.length > limit) throw new Refusal('too-large')
  return body
}

/** The text of a body in hand. @throws `invalid-json` */
export const textOf = (body: Body): string => decodeText(body.bytes)

function refuseUnreadable({ headers }: CallbackRequest, limit: number): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw new Refusal('unsupported-encoding')
  if (Number(headers['content-length']) > limit) throw new Refusal('too-large')
}

function keptBody(source: Exclude<BodySource, { kind: 'stream' }>): Body {
  switch (source.kind) {
    case 'bytes':
      return { bytes: source.bytes, reparsed: false }
    case 'text':
      return { bytes: Buffer.from(source.text), reparsed: false }
    case 'value':
      return { bytes: Buffer.from(stringify(source.value)), reparsed: true }
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
