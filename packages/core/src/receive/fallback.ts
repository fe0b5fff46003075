import type { Settings } from '../options/read-options.ts'
import type { Outcome } from '../outcome.ts'
import { okAnswer } from '../protocol/answer.ts'
import type { AnswerForEach, BroughtRules, Command } from '../protocol/command.ts'
import { plainRefusal } from '../protocol/decide.ts'
import type { Packet } from '../protocol/packet/parse-packet.ts'
import { type Reply, replyWith } from '../reply.ts'

/** The fallback that the options name for a Before command, if they name one. */
export const chosenFallback = (name: string, { fallback }: Settings): 'allow' | 'deny' | undefined =>
  typeof fallback === 'object' ? fallback[name] : fallback

/**
 * The reply when no handler decided: what the options say, or what Tencent itself would do.
 * Both are answered in words, because Tencent's own defaults are opposite: a gift is blocked
 * (72210), a message delivered (74347).
 */
export function fallbackReply(outcome: Outcome, command: Command, packet: Packet, settings: Settings): Reply {
  const rules = command.answer as BroughtRules
  const chosen = command.phase === 'before' ? chosenFallback(command.name, settings) : undefined
  const answer = (chosen ?? rules.platformDefault) === 'allow' ? okAnswer : plainRefusal
  const whole =
    rules.eachOf === undefined ? answer : (rules.answerForEach as AnswerForEach)(rules, packet, { answer }).answer
  return replyWith(outcome, whole, 200)
}
