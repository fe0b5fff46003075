/** The query parameters of a callback (README.md section 2 of the protocol), each with what it is called here. */
const fields = {
  CallbackCommand: 'receivedAs',
  SdkAppid: 'sdkAppId',
  Sign: 'sign',
  RequestTime: 'requestTime',
  ClientIP: 'clientIp',
  OptPlatform: 'platform',
  contenttype: 'contentType',
} as const

/** A query parameter of a callback. */
export type Parameter = keyof typeof fields

/** What a parameter is called in an envelope. */
export type ParameterField = (typeof fields)[Parameter]

/** The query parameters with their fields. */
export const parameters = Object.entries(fields) as readonly (readonly [Parameter, ParameterField])[]

/** Which parameter a name means. */
export interface NamedParameter {
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
const letter = /^[A-Za-z]$/
const isLetter = Array.from({ length: 0x80 }, (_, code) => letter.test(String.fromCharCode(code)))

/** The parameter whose name stands between two places of a query, or undefined when it is none of a callback. */
export function readName(query: string, start: number, end: number): NamedParameter | undefined {
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
    if (!isLetter[code] || name.length === longest) return ''
    name += String.fromCharCode(code | 0x20)
  }
  return name
}

/** The byte that two hexadecimal digits write, or -1. */
function byteAt(query: string, index: number, end: number): number {
  if (index + 2 > end) return -1
  const high = digitOf(query.charCodeAt(index))
  const low = digitOf(query.charCodeAt(index + 1))
  return high < 0 || low < 0 ? -1 : high * 16 + low
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
