import { printable } from '../errors/printable.ts'
import { Refusal } from '../errors/refusal.ts'
import { isPromise, type MaybePromise } from '../timers.ts'
import { isParsedForm } from './parsed-form.ts'
import type { BodyDeadline, BodySource, CallbackRequest } from './request.ts'

// A coding has a short name, and a stranger may have written another.
const maxEncodingLength = 60

/**
 * The bytes of a body; made from its value again where a parser kept none.
 *
 * @param request Asked for its header fields only where the source has none.
 * @throws `unsupported-encoding`, `too-large`, `read-timeout`, `aborted`, `body-already-read`, `invalid-json`
 */
export function readBody(
  source: BodySource,
  request: Pick<CallbackRequest, 'headers'>,
  limit: number,
  deadline: BodyDeadline,
): MaybePromise<Uint8Array> {
  if (source.kind === 'unread') {
    refuseUnreadable(source.headers ?? request.headers, limit)
    const reading = source.read(limit, deadline)
    return isPromise(reading) ? reading : within(limit, reading)
  }
  return within(limit, keptBytes(source, request.headers))
}

/** Bytes that were there already. */
function within(limit: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length > limit) throw new Refusal('too-large')
  return bytes
}

function refuseUnreadable(headers: CallbackRequest['headers'], limit: number): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && !isIdentity(encoding)) {
    throw new Refusal('unsupported-encoding', `It is "${printable(String(encoding), maxEncodingLength)}".`)
  }
  if (Number(headers['content-length']) > limit) throw new Refusal('too-large')
}

/** Names of codings are compared without regard to case (RFC 9110, section 8.4.1), and an empty member of a list is none. */
const isIdentity = (encoding: string | readonly string[]): boolean =>
  String(encoding)
    .split(',')
    .every((coding) => ['', 'identity'].includes(coding.trim().toLowerCase()))

function keptBytes(source: Exclude<BodySource, { kind: 'unread' }>, headers: CallbackRequest['headers']): Uint8Array {
  switch (source.kind) {
    case 'bytes':
      return source.bytes
    case 'text':
      return Buffer.from(source.text)
    case 'value':
      return Buffer.from(textOf(source.value, headers))
    case 'consumed':
      throw new Refusal('body-already-read')
  }
}

function textOf(value: unknown, headers: CallbackRequest['headers']): string {
  if (isParsedForm(value, headers))
    throw new Refusal(
      'body-already-read',
      'A form parser, such as express.urlencoded(), took the JSON for the fields of a form: Content-Type says so, or is missing.',
    )
  const text = stringify(value)
  // Some parsers leave an empty object where the stream was read before.
  if (text === '{}' && Number(headers['content-length']) > text.length) throw new Refusal('body-already-read')
  return text
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
