import type { PlatformAnswer } from '../rooms/room-event.ts'
import type { Posted } from './postman.ts'
import type { Attempt } from './sent-callback.ts'

/** What an attempt came to, and the answer if it was a valid one. */
export interface AttemptEnd {
  readonly attempt: Attempt
  readonly answer: PlatformAnswer | undefined
}

/** Reads an answer as the platform does: a status other than 200 and what is not JSON are failures (34354, 64412). */
export function readAnswer({ latency, status, text, failure }: Posted): AttemptEnd {
  if (failure || status === undefined) return failed(latency, status, failure ?? 'connection-failed')
  if (status !== 200) return failed(latency, status, 'bad-status')
  const answer = parse(text ?? '')
  return answer ? { attempt: { latency, status }, answer } : failed(latency, status, 'not-json')
}

const failed = (latency: number, status: number | undefined, failure: NonNullable<Attempt['failure']>): AttemptEnd => ({
  attempt: { latency, ...(status !== undefined && { status }), failure },
  answer: undefined,
})

/** The answer in a body: an object with an integer `ErrorCode`. */
function parse(text: string): PlatformAnswer | undefined {
  try {
    const answer = JSON.parse(text) as PlatformAnswer | null
    return Number.isInteger(answer?.ErrorCode) ? (answer as PlatformAnswer) : undefined
  } catch {
    return undefined
  }
}
