import { type Command, errorTable, redactor } from '@room-callbacks/core'
import { type DecidedAnswer, decisionOf } from './decision.ts'
import type { Delivered } from './deliver.ts'

/** What an answer means for the platform. */
export interface AnswerVerdict {
  /** False when the platform takes the callback for failed. */
  readonly ok: boolean
  readonly meaning: string
  /** What helps, if something is wrong and the receiver says what. */
  readonly hint?: string
}

interface AnswerFields extends DecidedAnswer {
  readonly ActionStatus?: unknown
  /** Of an answer to an event of RTC Engine that was refused. */
  readonly message?: unknown
  /** Of an answer to a callback of Call v1. */
  readonly ErrorMessage?: unknown
}

const signature = /^[\da-f]{64}$/i

// Of a signature, which has 64 characters: so much of one stands in a text by chance only.
const part = 16

/** An answer as text, without the signature: a server that does not know a path may repeat the whole query. */
export function textOf({ query, sign, body }: Delivered): string {
  const signatures = [...new URLSearchParams(query).values()].filter((value) => signature.test(value))
  return redactor(sign ? [...signatures, sign] : signatures, { part })(body.toString('utf8'))
}

/** The fields of an answer, or undefined when it is not a JSON object. */
export function answerOf(delivered: Delivered): AnswerFields | undefined {
  try {
    const answer: unknown = JSON.parse(textOf(delivered))
    return typeof answer === 'object' && answer !== null && !Array.isArray(answer)
      ? (answer as AnswerFields)
      : undefined
  } catch {
    return undefined
  }
}

/**
 * What the platform makes of an answer (sections 3 and 5 of the protocol: 34354, 64412, 72210, 74347).
 *
 * @param command Unknown for a command that the catalog does not have.
 */
export function verdictOf(delivered: Delivered, command: Command | undefined): AnswerVerdict {
  const { status } = delivered
  const answer = answerOf(delivered)
  const failed = (what: string): AnswerVerdict => {
    const hint = hintOf(answer)
    return { ok: false, meaning: `${what}${consequence(command)}`, ...(hint && { hint }) }
  }
  if (command?.protocol === 'rtc-engine') {
    return status === 200 ? { ok: true, meaning: 'Noted.' } : failed('Failed: it is sent again, for a minute.')
  }
  if (status !== 200) return failed(`Failed: the platform takes only status 200 for an answer.`)
  if (!answer) return failed('Failed: the answer is not a JSON object.')
  const { ActionStatus, ErrorCode } = answer
  // Its answer has other fields, and any code but 0 asks for another attempt (60129).
  if (command?.protocol === 'call-v1') {
    return ErrorCode === 0 ? { ok: true, meaning: 'Noted.' } : failed('Failed: it is sent again, five times at most.')
  }
  if (ActionStatus !== 'OK' || typeof ErrorCode !== 'number') return failed('Failed: ActionStatus is not OK.')
  return { ok: true, meaning: command?.answer ? decisionOf(command, answer, ErrorCode) : 'Noted.' }
}

function consequence(command: Command | undefined): string {
  if (!command?.answer) return ''
  return command.answer.platformDefault === 'allow' ? ' It is let through.' : ' It is blocked.'
}

function hintOf(answer: AnswerFields | undefined): string | undefined {
  const code = answer?.ErrorInfo ?? answer?.message ?? answer?.ErrorMessage
  const row = typeof code === 'string' && Object.hasOwn(errorTable, code) ? errorTable[code as 'internal'] : undefined
  return row && `${row.message} ${row.advice}`
}
