import type { Envelope, Protocol } from '../protocol.ts'

/** The envelope of a callback whose query names a command, its values as written. */
export interface CommandEnvelope extends Envelope {
  readonly sign: string | undefined
  readonly requestTime: string | undefined
}

type ReadEnvelope = { -readonly [field in ParameterField]: string | undefined } & {
  readonly protocol: Protocol
  malformed: string | undefined
}

/** A query with a signature, which may be no callback. */
export type SignedQuery = Omit<CommandEnvelope, 'receivedAs' | 'sign' | 'requestTime'> & {
  readonly receivedAs: string | undefined
  readonly sign: string
  readonly requestTime: string
}

/**
 * The parameters of a callback, or undefined when the query has no `CallbackCommand` and the request is
 * not for this receiver. Every request of the app comes here before anything is known of its sender. So it is one pass,
 * and nothing is decoded until it is a callback; then each parameter once, however often it is repeated.
 */
export function readCommandEnvelope(query: string, protocol: Protocol): CommandEnvelope | undefined {
  const written = asDocumented.exec(query)
  if (written !== null) return envelopeOf(written, protocol) as CommandEnvelope
  const envelope = readParameters(query, protocol)
  if (envelope.receivedAs === undefined) return undefined
  if (query.includes('%') || query.includes('+')) decodeValues(envelope)
  return envelope as CommandEnvelope
}

/**
 * A query as the platform writes it: each parameter once, in the order of the documents, and none of them encoded. One match takes
 * a third of the time of reading parameter after parameter, which was a tenth of what core costs for a callback. All other
 * queries are read like that.
 */
const asDocumented =
  /^SdkAppid=([^&%+]*)&CallbackCommand=([^&%+]*)&contenttype=([^&%+]*)&ClientIP=([^&%+]*)&OptPlatform=([^&%+]*)(?:&RequestID=([^&%+]*))?(?:&Sign=([^&%+]*)&RequestTime=([^&%+]*)|&RequestTime=([^&%+]*)&Sign=([^&%+]*))?$/

function envelopeOf(written: readonly (string | undefined)[], protocol: Protocol): ReadEnvelope {
  return {
    protocol,
    receivedAs: written[2],
    sdkAppId: written[1],
    sign: written[7] ?? written[10],
    requestTime: written[8] ?? written[9],
    clientIp: written[4],
    platform: written[5],
    requestId: written[6],
    contentType: written[3],
    malformed: undefined,
  }
}

const nothing: readonly undefined[] = []

const signed = /(?:^|&)Sign=/i

/** The parameters of a query that is signed, with a command or without; undefined when it is not. */
export function readSignedQuery(query: string, protocol: Protocol): SignedQuery | undefined {
  if (!signed.test(query)) return undefined
  const parameters = readParameters(query, protocol)
  if (parameters.sign === undefined || parameters.requestTime === undefined || parameters.malformed) return undefined
  decodeValues(parameters)
  return parameters.malformed ? undefined : (parameters as SignedQuery)
}

function readParameters(query: string, protocol: Protocol): ReadEnvelope {
  const envelope = envelopeOf(nothing, protocol)
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
  return envelope
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

/** The query parameters of a callback (README.md section 2 of the protocol), each with what it is called here. */
const fields = {
  CallbackCommand: 'receivedAs',
  SdkAppid: 'sdkAppId',
  Sign: 'sign',
  RequestTime: 'requestTime',
  ClientIP: 'clientIp',
  OptPlatform: 'platform',
  // Also written `RequestId`; Desk documents it, Chat sends it.
  RequestID: 'requestId',
  contenttype: 'contentType',
} as const

/** A query parameter of a callback. */
type Parameter = keyof typeof fields

/** What a parameter is called in an envelope. */
type ParameterField = (typeof fields)[Parameter]

/** The query parameters with their fields. */
const parameters = Object.entries(fields) as readonly (readonly [Parameter, ParameterField])[]

/** Which parameter a name means. */
interface NamedParameter {
  readonly parameter: Parameter
  readonly field: ParameterField
  /** `Sign[]`, which some query parsers take for `Sign`. */
  readonly hasBrackets: boolean
}

// Tables and sample URLs differ in case (`SdkAppid`, `SdkAppId`): names are compared without it.
// As the samples write them they are found at once.
const named = new Map<string, NamedParameter>()
for (const [parameter, field] of parameters) {
  const compared = parameter.toLowerCase()
  named.set(parameter, { parameter, field, hasBrackets: false })
  named.set(compared, { parameter, field, hasBrackets: false })
  named.set(`${compared}[`, { parameter, field, hasBrackets: true })
}

const longest = Math.max(...parameters.map(([{ length }]) => length))
const percent = 0x25
const bracket = 0x5b
const hexadecimal = /^[\da-f]{2}$/i

/** The parameter whose name stands between two places of a query, or undefined when it is none of a callback. */
function readName(query: string, start: number, end: number): NamedParameter | undefined {
  const asWritten = end - start <= longest ? named.get(query.slice(start, end)) : undefined
  return asWritten ?? named.get(comparedName(query, start, end))
}

/**
 * A name in lower case, up to its first bracket; empty for what no parameter is called. All of them are a few
 * letters, so a flood of long or broken names costs neither `decodeURIComponent` nor what that throws.
 */
function comparedName(query: string, start: number, end: number): string {
  let name = ''
  for (let index = start; index < end; index++) {
    let code = query.charCodeAt(index)
    if (code === percent) {
      code = byteAt(query, index + 1, end)
      index += 2
    }
    if (code === bracket) return `${name}[`
    // Sets the bit by which small letters differ from great ones.
    code |= 0x20
    if (code < 0x61 || code > 0x7a || name.length === longest) return ''
    name += String.fromCharCode(code)
  }
  return name
}

/** The byte that two hexadecimal digits write, or -1. */
function byteAt(query: string, index: number, end: number): number {
  const digits = query.slice(index, Math.min(index + 2, end))
  return hexadecimal.test(digits) ? Number.parseInt(digits, 16) : -1
}
