import type { IncomingMessage } from 'node:http'
import { catalogEntry } from '../../catalog/catalog-entry.ts'
import { answerOf, textOf, verdictOf } from '../../deliver/verdict.ts'
import type { Output } from '../../print/output.ts'
import type { Arrival } from '../../receive/arrival.ts'
import { arrivalLines } from '../../receive/arrival-lines.ts'
import type { Forwarded } from './forward.ts'

/** A request that was passed on. */
export interface ForwardedRequest {
  readonly request: IncomingMessage
  /** Undefined when it is no callback. */
  readonly arrival: Arrival | undefined
  readonly forwarded: Forwarded
}

/** Prints what arrived, what the receiver thinks of it, and what the target answered. */
export function reportForwarded(output: Output, { request, arrival, forwarded }: ForwardedRequest): void {
  const { method, url = '' } = request
  const [path] = url.split('?', 1)
  const answer = targetAnswer(forwarded, arrival?.receivedAs ?? '')
  if (!arrival) output.note(`No callback: ${method} ${path}  ${answer.text}`)
  else
    output.result({ ...arrival, forwarded: answer.facts }, (colours) => [
      ...arrivalLines(arrival, colours),
      `  ${colours.cyan('target')}  ${answer.text}`,
    ])
}

function targetAnswer(forwarded: Forwarded, command: string): { facts: object; text: string } {
  if (forwarded instanceof Error) return { facts: { error: forwarded.message }, text: forwarded.message }
  const { status, latency } = forwarded
  const { ok, meaning } = verdictOf(forwarded, catalogEntry(command))
  const answer = answerOf(forwarded) ?? textOf(forwarded)
  const milliseconds = Number(latency.toFixed(1))
  const facts = { ok, status, latency: milliseconds, answer, meaning }
  return { facts, text: `${status}  ${milliseconds.toFixed(1)} ms  ${meaning}` }
}
