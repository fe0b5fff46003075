import { catalogEntry } from '../catalog/catalog-entry.ts'
import type { Output } from '../print/output.ts'
import type { Delivered } from './deliver.ts'
import { answerOf, textOf, verdictOf } from './verdict.ts'

/** A callback that was answered. */
export interface DeliveredCallback {
  readonly command: string
  readonly delivered: Delivered
}

const longestText = 200

/** Prints what a callback was answered and what that means; tells whether it was taken. */
export function reportDelivered(output: Output, { command, delivered }: DeliveredCallback): boolean {
  const { status, latency } = delivered
  const { ok, meaning, hint } = verdictOf(delivered, catalogEntry(command))
  const answer = answerOf(delivered)
  const text = textOf(delivered)
  const milliseconds = Number(latency.toFixed(1))
  output.result(
    { command, ok, status, latency: milliseconds, answer: answer ?? text, meaning, ...(hint && { hint }) },
    ({ green, red, dim }) => {
      const paint = ok ? green : red
      const lines = [`${paint(String(status))}  ${command}  ${dim(`${milliseconds.toFixed(1)} ms`)}  ${meaning}`]
      lines.push(`     ${answer ? JSON.stringify(answer) : JSON.stringify(text.slice(0, longestText))}`)
      if (hint) lines.push(`     ${hint}`)
      return lines
    },
  )
  return ok
}
