import { Refusal } from '../../errors/refusal.ts'
import { type Parameter, parameters, readName } from './read-name.ts'

/** The query parameters of a callback, as written. */
export interface CallbackQuery extends Record<Parameter, string | undefined> {
  /** What is wrong with the query. */
  malformed: string | undefined
}

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

/**
 * The parameters of a callback, or undefined when the query has no `CallbackCommand` and the request is
 * somebody else's. Every request of the app comes here before anything is known of its sender. So it is one pass,
 * and nothing is decoded until it is a callback; then each parameter once, however often it is repeated.
 */
export function scanQuery(query: string): CallbackQuery | undefined {
  const found = { ...nothing }
  // Kept from one parameter to the next: a search in each would cost the square of the length of a query without `=`.
  let equals = -1
  for (let start = 0; start < query.length; ) {
    const ampersand = query.indexOf('&', start)
    const end = ampersand === -1 ? query.length : ampersand
    if (equals < start) equals = query.indexOf('=', start)
    if (equals === -1) equals = query.length
    takeParameter(found, query, start, Math.min(equals, end), end)
    start = end + 1
  }
  if (found.CallbackCommand === undefined) return undefined
  if (query.includes('%') || query.includes('+')) decodeValues(found)
  return found
}

/** @throws `malformed-query` */
export function refuseMalformed(query: CallbackQuery): void {
  if (query.malformed) throw new Refusal('malformed-query', query.malformed)
}

function takeParameter(found: CallbackQuery, query: string, start: number, nameEnd: number, end: number): void {
  const name = readName(query, start, nameEnd)
  if (!name) return
  const { parameter, hasBrackets } = name
  if (hasBrackets) found.malformed = `${parameter} has brackets.`
  else if (found[parameter] !== undefined) found.malformed = `${parameter} is repeated.`
  found[parameter] ??= query.slice(nameEnd + 1, end)
}

function decodeValues(found: CallbackQuery): void {
  for (const parameter of parameters) {
    const value = found[parameter]
    if (value === undefined) continue
    const decoded = decode(value)
    if (decoded === undefined) found.malformed = `${parameter} is not percent-encoded UTF-8.`
    found[parameter] = decoded ?? ''
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
