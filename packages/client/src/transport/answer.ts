import { printable } from '@room-callbacks/core'
import { type CallFacts, PlatformError } from '../errors/platform-error.ts'
import type { Redact } from '../errors/redact.ts'
import type { RawAnswer } from './connections.ts'

/** An answer of the platform that says OK. */
export interface Answer {
  /** Where it came from, for errors about what is in it. */
  readonly facts: CallFacts
  readonly RequestId: string
  /** `Response`, which some pages print and others leave out, or the answer itself. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Takes out what the request held: an answer may repeat it. */
  readonly redact: Redact
}

// Of a text of the platform. Unit: characters.
const longestRead = 2000
const longestShown = 500
// `Id-8c9858f01e954611ae2d4c1b1ed7d583-O-Seq-52720` is one.
const requestIdForm = /^[\w-]{1,80}$/
const mediaTypeForm = /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60}(?=\s*(;|$))/

/**
 * Reads an answer: its status is always 200, and the body decides (60703).
 *
 * @throws PlatformError `http-status`, `not-json`, `unexpected-answer`, `platform-refused`
 */
export function readAnswer({ status, contentType, text }: RawAnswer, facts: CallFacts, redact: Redact): Answer {
  const answer = parse(text)
  const requestId = requestIdOf(answer?.['RequestId'], redact)
  const known = { ...facts, requestId }
  if (status !== 200) throw new PlatformError('http-status', { ...known, status, detail: `It is ${status}.` })
  // Not a word of it: a proxy that shows an error page shows the request too.
  if (!answer) {
    const type = mediaTypeOf(contentType, redact)
    throw new PlatformError('not-json', { ...facts, detail: `It has ${text.length} characters (${type}).` })
  }
  const { ActionStatus, ErrorCode, ErrorInfo, Response } = answer
  if (typeof ErrorCode !== 'number') {
    throw new PlatformError('unexpected-answer', { ...known, detail: 'It has no ErrorCode.' })
  }
  if (ActionStatus !== 'OK' || ErrorCode !== 0) {
    const detail = isText(ErrorInfo) ? shownOf(ErrorInfo, redact) : ''
    throw new PlatformError('platform-refused', { ...known, platformCode: ErrorCode, detail })
  }
  return { facts: known, RequestId: requestId ?? '', fields: isRecord(Response) ? Response : answer, redact }
}

/** A field of an answer that is of the documented form. @throws PlatformError `unexpected-answer` */
export function field<Value>(
  { fields, facts, redact }: Answer,
  name: string,
  isRight: (value: unknown) => value is Value,
): Value {
  const value = secretField({ fields, facts }, name, isRight)
  // Results are printed.
  const text = JSON.stringify(value ?? '')
  if (redact(text) === text) return value
  throw new PlatformError('unexpected-answer', { ...facts, detail: `Its ${name} repeats a secret of the request.` })
}

/** One that is a secret itself, and is not printed. @throws PlatformError `unexpected-answer` */
export function secretField<Value>(
  { fields, facts }: Pick<Answer, 'fields' | 'facts'>,
  name: string,
  isRight: (value: unknown) => value is Value,
): Value {
  const value = fields[name]
  if (isRight(value)) return value
  throw new PlatformError('unexpected-answer', { ...facts, detail: `Its ${name} is not of the documented form.` })
}

/** What the platform writes, as one line. */
const shownOf = (text: string, redact: Redact): string =>
  printable(redact(text.slice(0, longestRead)).replaceAll(/\s+/g, ' '), longestShown)

/** The number of a call, if it is one: it is passed on as it came. */
const requestIdOf = (value: unknown, redact: Redact): string | undefined =>
  isText(value) && requestIdForm.test(value) && redact(value) === value ? value : undefined

/** Only the media type: parameters may hold anything. */
function mediaTypeOf(contentType: string | undefined, redact: Redact): string {
  if (contentType === undefined) return 'no content type'
  const [type] = mediaTypeForm.exec(contentType) ?? []
  return type !== undefined && redact(type) === type ? type : 'another content type'
}

export const isText = (value: unknown): value is string => typeof value === 'string'

export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
