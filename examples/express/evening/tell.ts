import type { Answer } from '@room-callbacks/express'
import { fit, paint, wrap } from './screen.ts'
import type { Story } from './stories.ts'

/** The heads of the columns of {@link tell}. */
export const heads = paint('dim', row('command', 'outcome', 'answer', 'ms'))

/** Prints one callback: what came and what was answered, then what the handler made of it. */
export function tell({ receivedAs, reply, summary }: Story, milliseconds: number): void {
  const { outcome, status, body } = reply
  // A refusal is told by the `rejected` hook of the server.
  if (status !== 200) return
  const verdict = verdictOf(receivedAs, JSON.parse(body))
  console.log(paint(verdict.style, row(fit(receivedAs, 35), outcome, verdict.word, milliseconds.toFixed(1))))
  if (summary) console.log(`    ${fit(summary, 4)}`)
  if (verdict.isDecided) console.log(paint('dim', wrap(body, 4)))
}

function row(command: string, outcome: string, answer: string, milliseconds: string): string {
  return `  ${command.padEnd(46)}${outcome.padEnd(16)}${answer.padEnd(9)}${milliseconds.padStart(6)}`
}

interface VerdictWord {
  readonly word: string
  readonly style: 'cyan' | 'green' | 'yellow' | 'red'
  /** Whether the answer says more than OK. */
  readonly isDecided: boolean
}

/** What an answer decides; for what already happened it decides nothing. */
function verdictOf(command: string, answer: Answer & { readonly MsgBody?: unknown }): VerdictWord {
  if (!command.includes('.CallbackBefore')) return { word: answer.ActionStatus, style: 'cyan', isDecided: false }
  if (answer.MsgBody) return { word: 'replaced', style: 'yellow', isDecided: true }
  if (answer.ErrorCode !== 0) return { word: 'denied', style: 'red', isDecided: true }
  return { word: 'allowed', style: 'green', isDecided: false }
}
