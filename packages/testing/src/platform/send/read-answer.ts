import type { PlatformAnswer } from '../rooms/room-event.ts'
import type { Posted } from './postman.ts'
import type { Attempt } from './sent-callback.ts'

/** What an attempt came to, and the answer if it was a valid one. */
export interface AttemptEnd {
  readonly attempt: Attempt
  readonly answer: PlatformAnswer | undefined
}

/** Reads an answer as the platform does: a status other than 200 and what is not JSON are failures (34354, 64412). */
export function readAnswer({ latency, ...posted }: Posted): AttemptEnd {
  if ('failure' in posted) return { attempt: { latency, failure: posted.failure }, answer: undefined }
  const { status, text } = posted
  if (status !== 200) return { attempt: { latency, status, failure: 'bad-status' }, answer: undefined }
  const answer = parse(text)
  return { attempt: answer ? { latency, status } : { latency, status, failure: 'not-json' }, answer }
}

/** The answer in a body: an object with an integer `ErrorCode`. */
function parse(text: string): PlatformAnswer | undefined {
  try {
    const answer = JSON.parse(text) as PlatformAnswer | null
    return Number.isInteger(answer?.ErrorCode) ? (answer as PlatformAnswer) : undefined
  } catch {
    return undefined
  }
}
