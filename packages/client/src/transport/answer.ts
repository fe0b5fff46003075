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
}

/**
 * Reads an answer: its status is 200 whatever happened, and the body decides (60703).
 *
 * @throws PlatformError `http-status`, `not-json`, `unexpected-answer`, `platform-refused`
 */
export function readAnswer({ status, contentType, text }: RawAnswer, facts: CallFacts, redact: Redact): Answer {
  const answer = parse(text)
  const { RequestId } = answer ?? {}
  const requestId = isText(RequestId) ? RequestId : undefined
  const known = { ...facts, requestId }
  if (status !== 200) throw new PlatformError('http-status', { ...known, status, detail: `It is ${status}.` })
  // Not a word of it: a proxy that shows an error page shows the request too.
  if (!answer) {
    throw new PlatformError('not-json', { ...facts, detail: `It has ${text.length} characters (${contentType}).` })
  }
  const { ActionStatus, ErrorCode, ErrorInfo, Response } = answer
  if (typeof ErrorCode !== 'number') {
    throw new PlatformError('unexpected-answer', { ...known, detail: 'It has no ErrorCode.' })
  }
  if (ActionStatus !== 'OK' || ErrorCode !== 0) {
    const detail = isText(ErrorInfo) ? redact(ErrorInfo) : ''
    throw new PlatformError('platform-refused', { ...known, platformCode: ErrorCode, detail })
  }
  return { facts: known, RequestId: requestId ?? '', fields: isRecord(Response) ? Response : answer }
}

/** A field of an answer that is of the documented form. @throws PlatformError `unexpected-answer` */
export function field<Value>(
  { fields, facts }: Answer,
  name: string,
  isRight: (value: unknown) => value is Value,
): Value {
  const value = fields[name]
  if (isRight(value)) return value
  throw new PlatformError('unexpected-answer', { ...facts, detail: `Its ${name} is not of the documented form.` })
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
