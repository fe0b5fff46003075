import { type Answer, type DecidedAnswer, okAnswer } from './answer.ts'
import type { AnswerForEach, AnswerRules, BroughtRules, Command } from './command.ts'
import type { Packet } from './packet/parse-packet.ts'
import type { Validate, Violation } from './validate-function.ts'
import type { AnswerWith, Verdict } from './verdict.ts'

/** The plain refusal, which every Before command knows. */
export const plainRefusal: Answer = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 1 }

/**
 * The answer for what a handler returned. What cannot be expressed becomes the plain refusal,
 * never a pass: a receiver that was told to decide must not let through what it misunderstood.
 */
export function answerFor(
  { phase, answer }: Command,
  packet: Packet,
  returned: Verdict | AnswerWith<object>,
): DecidedAnswer {
  const rules = answer as BroughtRules
  // Read once: a getter may say something else each time.
  const { kind } = returned
  const isKnown = kind === 'answer' ? phase === 'answering' : rules.verdicts.includes(kind)
  const decided = isKnown ? decide(rules, returned, kind) : refused(`It does not know ${kind}().`)
  return rules.eachOf === undefined ? decided : (rules.answerForEach as AnswerForEach)(rules, packet, decided)
}

/** Whether a value came out of one of the constructors of verdicts and answers. */
export function isVerdict(value: unknown): value is Verdict | AnswerWith<object> {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Verdict>).kind === 'string'
}

function decide(
  rules: AnswerRules,
  returned: Verdict | AnswerWith<object>,
  kind: (Verdict | AnswerWith<object>)['kind'],
): DecidedAnswer {
  switch (kind) {
    case 'drop':
      return { answer: { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2 } }
    case 'deny': {
      const { code, text } = returned as Extract<Verdict, { kind: 'deny' }>
      return denied(rules, code, text)
    }
    default:
      return withFields(rules, kind, (returned as { readonly fields?: unknown }).fields)
  }
}

function denied({ codes }: AnswerRules, code: unknown, text: unknown): DecidedAnswer {
  const [first, last] = codes ?? [1, 1]
  const isKnown = Number.isInteger(code) && (code === 1 || ((code as number) >= first && (code as number) <= last))
  if (!isKnown) return refused(codes ? `deny() takes 1, or ${first} to ${last}.` : 'deny() takes 1.')
  if (typeof text !== 'string') return refused('The text of deny() is not a string.')
  return { answer: { ActionStatus: 'OK', ErrorInfo: text, ErrorCode: code as number } }
}

function withFields({ fields }: AnswerRules, kind: 'allow' | 'replace' | 'answer', given: unknown): DecidedAnswer {
  if (given === undefined && kind === 'allow') return { answer: okAnswer }
  const fits = fields?.[kind] as Validate | undefined
  if (!fits) return refused(`Its ${kind}() takes no fields.`)
  const sent = asSent(given)
  if (!fits(sent)) {
    const [{ instancePath, keyword }] = fits.errors as [Violation]
    return refused(`${kind}() was given fields that do not fit: ${instancePath || '/'} ${keyword}.`)
  }
  return { answer: { ...(sent as object), ...okAnswer } }
}

/** What arrives is what JSON makes of it: `undefined` is gone, and some values cannot be written at all. */
function asSent(fields: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(fields))
  } catch {
    return undefined
  }
}

const refused = (mistake: string): DecidedAnswer => ({ answer: plainRefusal, mistake })
