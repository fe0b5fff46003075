import type { AnswerRules, Command } from '@room-callbacks/core'

/** An answer, as far as a decision is read from it. */
export interface DecidedAnswer {
  readonly ErrorCode?: unknown
  readonly ErrorInfo?: unknown
  readonly MsgBody?: unknown
  readonly CloudCustomData?: unknown
  readonly [field: string]: unknown
}

/** What an answer decides, or what the platform is given with it, in words (chat.md 4). */
export function decisionOf({ phase, answer }: Command, given: DecidedAnswer, code: number): string {
  const rules = answer as AnswerRules
  if (phase === 'answering') return dataIn(given, code)
  if (rules.eachOf !== undefined) return resultsIn(given, code)
  if (code === 0) return allowed(given)
  if (code === 2 && rules.verdicts.includes('drop')) return 'Dropped: the sender sees success, no user receives it.'
  const [first, last] = rules.codes ?? [Number.POSITIVE_INFINITY, 0]
  return code < first || code > last ? 'Refused.' : `Refused: the client is told ${told(code, given.ErrorInfo)}.`
}

function allowed(given: DecidedAnswer): string {
  if (given.MsgBody || given.CloudCustomData) return 'Allowed, with other content.'
  const refused = [given['RefusedMembers_Account'], given['RefusedSubscribers_Account']].flat()
  const accounts = refused.filter((account) => typeof account === 'string')
  return accounts.length > 0 ? `Allowed, but not for ${accounts.join(', ')}.` : 'Allowed.'
}

/** `Sns.CallbackPrev*`: each asked user has a result, and a code means that the app failed (43468). */
function resultsIn(given: DecidedAnswer, code: number): string {
  if (code !== 0) return 'The app failed: the request goes on.'
  const items = given['ResultItem']
  if (!Array.isArray(items)) return 'It has no ResultItem: the request goes on.'
  const refused = items.filter((item) => item?.ResultCode !== 0)
  if (refused.length === 0) return 'Allowed.'
  const words = refused.map((item) => `${item?.To_Account} is told ${told(item?.ResultCode, item?.ResultInfo)}`)
  return `Refused for ${refused.length} of ${items.length}: ${words.join(', ')}.`
}

const usual: readonly string[] = ['ActionStatus', 'ErrorInfo', 'ErrorCode']

function dataIn(given: DecidedAnswer, code: number): string {
  if (code !== 0) return 'The app failed: nothing is used of the answer.'
  const fields = Object.keys(given).filter((field) => !usual.includes(field))
  return fields.length > 0 ? `Answered with ${fields.join(', ')}.` : 'Answered without data.'
}

const told = (code: unknown, text: unknown): string =>
  text ? `${String(code)} and ${JSON.stringify(text)}` : String(code)
