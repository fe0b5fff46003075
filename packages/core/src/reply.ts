import type { RefusalCode } from './errors/refusals.ts'
import { refusals } from './errors/refusals.ts'
import { type Outcome, outcomes, type Success, successes } from './outcome.ts'
import { failAnswer, okAnswer } from './protocol/answer.ts'

/** What the host sends back: complete, and written once. */
export interface Reply {
  readonly outcome: Outcome
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  /** Whether the connection ends with it, because unread bytes are left on it or the receiver closes. */
  readonly close: boolean
  /** Whether the receiver closes: then an HTTP/2 connection, which other requests share, ends too. */
  readonly closing?: boolean
}

/** A reply with its headers made up: no other way leads to one. */
export function replyWith(outcome: Outcome, answer: object, status: number = outcomes[outcome]): Reply {
  const body = JSON.stringify(answer)
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  }
  if (outcome === 'wrong-method') headers['allow'] = 'POST'
  return { outcome, status, headers, body, close: false }
}

/** The replies without content of their own, made once: most replies are one of these. */
export const replyTable = <Key extends Outcome>(
  keys: readonly Key[],
  answer: (key: Key) => object,
): { readonly [key in Key]: Reply } =>
  Object.fromEntries(keys.map((key) => [key, replyWith(key, answer(key))])) as { readonly [key in Key]: Reply }

/** The standard OK for each success. */
export const okReplies: { readonly [outcome in Success]: Reply } = replyTable(successes, () => okAnswer)

/** The reply to each refusal: it carries the stable code and nothing else. */
export const refusalReplies: { readonly [code in RefusalCode]: Reply } = replyTable(
  Object.keys(refusals) as RefusalCode[],
  failAnswer,
)
