import { setTimeout as pass } from 'node:timers/promises'
import { commands } from '@room-callbacks/core'
import { type Break, breakConnection } from './break-connection.ts'
import type { CallbackSender } from './callback-sender.ts'
import { type AttemptEnd, readAnswer } from './read-answer.ts'
import type { SentCallback } from './sent-callback.ts'
import { type Address, type Envelope, urlForLog, writeLetter } from './write-letter.ts'

/** How one callback is delivered. */
export interface Delivery {
  readonly envelope: Envelope
  readonly body: string
  /** Asked before each attempt. What it throws ends the delivery. */
  readonly address: () => Address | Promise<Address>
  /** Attempt by attempt: whether its connection breaks. As many attempts are made at most, and at least one. */
  readonly breaks: readonly (Break | undefined)[]
  /** Before each further attempt. Unit: ms. */
  readonly retryDelay: number
  readonly clock: () => number
}

/** What is written down of a delivery while it goes on. */
export type DeliveryRecord = { -readonly [field in keyof RecordedFields]: RecordedFields[field] }

type RecordedFields = Pick<SentCallback, 'url' | 'attempts' | 'outcome' | 'answer'>

/** Delivers a callback, attempt by attempt, and writes down what happens. Gives the end of the last attempt. */
export async function deliver(
  delivery: Delivery,
  postman: CallbackSender,
  record: DeliveryRecord,
): Promise<AttemptEnd> {
  let end: AttemptEnd | undefined
  for (const where of delivery.breaks) {
    if (end && delivery.retryDelay > 0) await pass(delivery.retryDelay)
    end = await attemptOf(delivery, postman, record, where)
    record.attempts = [...record.attempts, end.attempt]
    if (!end.answer) continue
    record.answer = end.answer
    record.outcome = isQuestion(delivery.envelope.command) ? 'decided' : 'acknowledged'
    return end
  }
  record.outcome = 'failed'
  return end as AttemptEnd
}

const questions = new Set(
  commands.filter(({ phase }) => phase === 'before').flatMap(({ name, aliases }) => [name, ...aliases]),
)

/** Whether a command is sent before something happens, and its answer decides; a word that no document knows is not. */
export const isQuestion = (command: string): boolean => questions.has(command)

async function attemptOf(
  { envelope, body, address, clock }: Delivery,
  postman: CallbackSender,
  record: DeliveryRecord,
  where: Break | undefined,
): Promise<AttemptEnd> {
  // Signed anew for each attempt: the window of a receiver is narrower than its outage.
  const letter = writeLetter(envelope, body, await address(), Math.floor(clock() / 1000))
  record.url = urlForLog(letter)
  if (where === undefined) return readAnswer(await postman.post(letter))
  const start = performance.now()
  await breakConnection(letter, where, postman.timeout)
  const attempt = { latency: performance.now() - start, failure: 'dropped' } as const
  return { attempt, answer: undefined, response: undefined }
}
