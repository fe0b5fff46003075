import type { Answer } from './answer.ts'
import { okAnswer } from './answer.ts'
import type { Decision } from './command.ts'
import type { Validate, Violation } from './validate-function.ts'
import type { Verdict } from './verdict.ts'

/** The plain refusal, which every Before command knows. */
export const plainRefusal: Answer = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 1 }

/** An answer, and why it is not the one that the handler meant. */
export interface DecidedAnswer {
  readonly answer: Answer
  readonly mistake?: string
}

/**
 * The answer for what a handler returned. What cannot be expressed becomes the plain refusal,
 * never a pass: a receiver that was told to decide must not let through what it misunderstood.
 */
export function answerFor(decision: Decision, verdict: Verdict): DecidedAnswer {
  // Read once: a getter may say something else each time.
  const { kind } = verdict
  if (!decision.verdicts.includes(kind)) return refused(`It does not know ${kind}().`)
  switch (kind) {
    case 'allow':
      return { answer: okAnswer }
    case 'drop':
      return { answer: { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2 } }
    case 'deny':
      return denied(decision.codes, verdict.code, verdict.text)
    case 'replace':
      return replaced(decision, verdict.fields)
  }
}

/** Whether a value came out of one of the verdict constructors. */
export function isVerdict(value: unknown): value is Verdict {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Verdict>).kind === 'string'
}

function denied([first, last]: Decision['codes'], code: unknown, text: unknown): DecidedAnswer {
  const known = Number.isInteger(code) && (code === 1 || ((code as number) >= first && (code as number) <= last))
  if (!known) return refused(`deny() takes 1, or ${first} to ${last}.`)
  if (typeof text !== 'string') return refused('The text of deny() is not a string.')
  return { answer: { ActionStatus: 'OK', ErrorInfo: text, ErrorCode: code as number } }
}

function replaced(decision: Decision, fields: object): DecidedAnswer {
  const fits = decision.replacement as Validate
  const sent = asSent(fields)
  if (!fits(sent)) {
    const [{ instancePath, keyword }] = fits.errors as [Violation]
    return refused(`replace() was given fields that do not fit: ${instancePath || '/'} ${keyword}.`)
  }
  return { answer: { ...(sent as object), ...okAnswer } }
}

/** What arrives is what JSON makes of it: `undefined` is gone, and some values cannot be written at all. */
function asSent(fields: object): unknown {
  try {
    return JSON.parse(JSON.stringify(fields))
  } catch {
    return undefined
  }
}

const refused = (mistake: string): DecidedAnswer => ({ answer: plainRefusal, mistake })
