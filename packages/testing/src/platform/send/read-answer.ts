import type { PlatformAnswer } from '../events/platform-event.ts'
import { textIn } from '../events/text-in.ts'
import type { CallbackResponse, Posted } from './callback-sender.ts'
import type { Attempt } from './sent-callback.ts'

/** What an attempt came to, and the answer if it was a valid one. */
export interface AttemptEnd {
  readonly attempt: Attempt
  readonly answer: PlatformAnswer | undefined
  /** What came, valid or not. */
  readonly response: CallbackResponse | undefined
}

/** A refusal says why in a few words: more of a text is not for a log. */
const detailLength = 200

/** Reads an answer as the platform does: a status other than 200 and what is not JSON are failures (34354, 64412). */
export function readAnswer({ latency, ...posted }: Posted): AttemptEnd {
  if ('failure' in posted) return { attempt: { latency, ...posted }, answer: undefined, response: undefined }
  const { status, text } = posted
  const parsed = parse(text)
  if (status === 200) {
    const attempt: Attempt = parsed ? { latency, status } : { latency, status, failure: 'not-json' }
    return { attempt, answer: parsed, response: posted }
  }
  const detail = parsed && textIn(parsed, 'ErrorInfo').slice(0, detailLength)
  return { attempt: { latency, status, failure: 'bad-status', detail }, answer: undefined, response: posted }
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
