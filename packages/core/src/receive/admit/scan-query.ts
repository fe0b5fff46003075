import { Refusal } from '../../errors/refusal.ts'

/** The query parameters of a callback (README.md section 2 of the protocol), as written. */
export interface CallbackQuery {
  CallbackCommand: string | undefined
  SdkAppid: string | undefined
  Sign: string | undefined
  RequestTime: string | undefined
  ClientIP: string | undefined
  OptPlatform: string | undefined
  contenttype: string | undefined
  /** What is wrong with the query. */
  malformed: string | undefined
}

type Parameter = Exclude<keyof CallbackQuery, 'malformed'>

const nothing: CallbackQuery = {
  CallbackCommand: undefined,
  SdkAppid: undefined,
  Sign: undefined,
  RequestTime: undefined,
  ClientIP: undefined,
  OptPlatform: undefined,
  contenttype: undefined,
  malformed: undefined,
}

const names = Object.keys(nothing).filter((name) => name !== 'malformed') as Parameter[]

// Tables and sample URLs differ in case (`SdkAppid`, `SdkAppId`): names are compared without it.
// As the samples write them they are found at once.
const parameters = new Map<string, Parameter>([
  ...names.map((name) => [name, name] as const),
  ...names.map((name) => [name.toLowerCase(), name] as const),
])

/**
 * The parameters of a callback in one pass, or undefined when the query has no `CallbackCommand`
 * and the request is somebody else's.
 */
export function scanQuery(query: string): CallbackQuery | undefined {
  const found = { ...nothing }
  const read = query.includes('%') || query.includes('+') ? decode : plain
  for (let start = 0; start < query.length; ) {
    const ampersand = query.indexOf('&', start)
    const end = ampersand === -1 ? query.length : ampersand
    takeParameter(found, query, start, end, read)
    start = end + 1
  }
  return found.CallbackCommand === undefined ? undefined : found
}

/** @throws `malformed-query` */
export function refuseMalformed(query: CallbackQuery): void {
  if (query.malformed) throw new Refusal('malformed-query', query.malformed)
}

type Read = (text: string) => string | undefined

function takeParameter(found: CallbackQuery, query: string, start: number, end: number, read: Read): void {
  const equals = query.indexOf('=', start)
  const nameEnd = equals === -1 || equals > end ? end : equals
  const name = read(query.slice(start, nameEnd)) ?? ''
  const known = parameterOf(name)
  const parameter = known ?? parameterOf(name.split('[', 1)[0] as string)
  if (!parameter) return
  const value = read(query.slice(nameEnd + 1, end))
  if (!known) found.malformed = `${parameter} has brackets.`
  else if (found[parameter] !== undefined) found.malformed = `${parameter} is repeated.`
  else if (value === undefined) found.malformed = `${parameter} is not percent-encoded UTF-8.`
  found[parameter] ??= value ?? ''
}

const parameterOf = (name: string): Parameter | undefined => parameters.get(name) ?? parameters.get(name.toLowerCase())

const plain: Read = (text) => text

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
