import { setTimeout as pass } from 'node:timers/promises'
import type { PlatformAnswer } from '../rooms/room-event.ts'
import { type Break, breakConnection } from './break-connection.ts'
import type { LogEntry } from './callback-log.ts'
import type { Draft } from './draft.ts'
import type { Postman } from './postman.ts'
import { type AttemptEnd, readAnswer } from './read-answer.ts'
import { type Address, urlForLog, writeLetter } from './write-letter.ts'

/** How one callback is delivered. */
export interface Delivery {
  readonly draft: Draft
  readonly body: string
  readonly address: Address
  readonly isBefore: boolean
  /** Attempt by attempt: whether its connection breaks. As many attempts are made at most. */
  readonly breaks: readonly (Break | undefined)[]
  /** Before each further attempt. Unit: ms. */
  readonly retryDelay: number
  readonly clock: () => number
}

/** Delivers a callback, attempt by attempt, and writes down what happens. Gives the answer, if a valid one came. */
export async function deliver(
  delivery: Delivery,
  postman: Postman,
  entry: LogEntry,
): Promise<PlatformAnswer | undefined> {
  for (const where of delivery.breaks) {
    if (entry.attempts.length > 0 && delivery.retryDelay > 0) await pass(delivery.retryDelay)
    const { attempt, answer } = await attemptOf(delivery, postman, entry, where)
    entry.attempts = [...entry.attempts, attempt]
    if (!answer) continue
    entry.answer = answer
    entry.outcome = delivery.isBefore ? 'decided' : 'acknowledged'
    return answer
  }
  entry.outcome = 'failed'
  return undefined
}

async function attemptOf(
  { draft, body, address, clock }: Delivery,
  postman: Postman,
  entry: LogEntry,
  where: Break | undefined,
): Promise<AttemptEnd> {
  // Signed anew for each attempt: the window of a receiver is narrower than its outage.
  const letter = writeLetter(draft, body, address, Math.floor(clock() / 1000))
  entry.url = urlForLog(letter)
  if (where === undefined) return readAnswer(await postman.post(letter))
  const start = performance.now()
  await breakConnection(letter, where)
  return { attempt: { latency: performance.now() - start, failure: 'dropped' }, answer: undefined }
}
