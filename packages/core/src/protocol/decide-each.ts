import { type Answer, okAnswer } from './answer.ts'
import type { AnswerRules } from './command.ts'
import { fieldOf, type Packet } from './packet/parse-packet.ts'

/** What one asked user gets (43468, 43467). */
interface ResultItem {
  readonly To_Account: string
  readonly ResultCode: number
  readonly ResultInfo: string
}

/**
 * The answer of a command that asks about several users at once: each gets a result, because the platform goes on with the
 * request of a user whose result is missing. A non-zero `ErrorCode` means that the app failed, and lets all of them pass.
 */
export function answerForEach(
  rules: AnswerRules,
  packet: Packet,
  {
    answer,
    mistake,
  }: { readonly answer: Answer & { readonly ResultItem?: readonly ResultItem[] }; readonly mistake?: string },
): { readonly answer: Answer; readonly mistake?: string } {
  const refusal = rules.codes?.[0] ?? 1
  const named = new Map(answer.ResultItem?.map((item) => [item.To_Account, item]))
  const users = usersOf(rules, packet)
  const code = answer.ErrorCode === 1 ? refusal : answer.ErrorCode
  const ResultItem = users.map((To_Account) => {
    if (named.size === 0) return { To_Account, ResultCode: code, ResultInfo: answer.ErrorInfo }
    return named.get(To_Account) ?? { To_Account, ResultCode: refusal, ResultInfo: '' }
  })
  const forgotten = named.size === 0 ? 0 : users.filter((user) => !named.has(user)).length
  const detail =
    mistake ?? (forgotten > 0 ? `allow() names no result for ${forgotten} of ${users.length} users.` : undefined)
  return { answer: { ...okAnswer, ResultItem } as Answer, ...(detail !== undefined && { mistake: detail }) }
}

/** The users that a packet asks about, as far as it names them: it may be one that does not fit its schema. */
function usersOf({ eachOf }: AnswerRules, packet: Packet): string[] {
  const list = fieldOf(packet, eachOf as string)
  const users = (Array.isArray(list) ? list : []).map((item) => (item as Packet | null)?.['To_Account'])
  return users.filter((user) => typeof user === 'string')
}
