import type { Envelope, Protocol } from '../protocol.ts'
import { type ParameterField, parameters, readName } from './read-name.ts'

/** The envelope of a callback whose query names a command, its values as written. */
export interface CommandEnvelope extends Envelope {
  readonly sign: string | undefined
  readonly requestTime: string | undefined
}

type ReadEnvelope = { -readonly [field in ParameterField]: string | undefined } & {
  readonly protocol: Protocol
  malformed: string | undefined
}

/**
 * The parameters of a callback, or undefined when the query has no `CallbackCommand` and the request is
 * somebody else's. Every request of the app comes here before anything is known of its sender. So it is one pass,
 * and nothing is decoded until it is a callback; then each parameter once, however often it is repeated.
 */
export function readCommandEnvelope(query: string, protocol: Protocol): CommandEnvelope | undefined {
  const envelope: ReadEnvelope = {
    protocol,
    receivedAs: undefined,
    sdkAppId: undefined,
    sign: undefined,
    requestTime: undefined,
    clientIp: undefined,
    platform: undefined,
    contentType: undefined,
    malformed: undefined,
  }
  // Kept from one parameter to the next: a search in each would cost the square of the length of a query without `=`.
  let equals = -1
  for (let start = 0; start < query.length; ) {
    const ampersand = query.indexOf('&', start)
    const end = ampersand === -1 ? query.length : ampersand
    if (equals < start) equals = query.indexOf('=', start)
    if (equals === -1) equals = query.length
    readParameter(envelope, query, start, Math.min(equals, end), end)
    start = end + 1
  }
  if (envelope.receivedAs === undefined) return undefined
  if (query.includes('%') || query.includes('+')) decodeValues(envelope)
  return envelope as CommandEnvelope
}

function readParameter(envelope: ReadEnvelope, query: string, start: number, nameEnd: number, end: number): void {
  const name = readName(query, start, nameEnd)
  if (!name) return
  const { parameter, field, hasBrackets } = name
  if (hasBrackets) envelope.malformed = `${parameter} has brackets.`
  else if (envelope[field] !== undefined) envelope.malformed = `${parameter} is repeated.`
  envelope[field] ??= query.slice(nameEnd + 1, end)
}

function decodeValues(envelope: ReadEnvelope): void {
  for (const [parameter, field] of parameters) {
    const value = envelope[field]
    if (value === undefined) continue
    const decoded = decode(value)
    if (decoded === undefined) envelope.malformed = `${parameter} is not percent-encoded UTF-8.`
    envelope[field] = decoded ?? ''
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
