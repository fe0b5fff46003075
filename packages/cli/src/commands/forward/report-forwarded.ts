import type { IncomingMessage } from 'node:http'
import { catalogEntry } from '../../catalog/catalog-entry.ts'
import { answerOf, textOf, verdictOf } from '../../deliver/verdict.ts'
import type { Output } from '../../print/output.ts'
import type { Arrival } from '../../receive/arrival.ts'
import { type ArrivalDetail, arrivalLines } from '../../receive/arrival-lines.ts'
import type { Forwarded } from './forward.ts'

/** A request that was passed on. */
export interface ForwardedRequest {
  readonly request: IncomingMessage
  /** Undefined when it is no callback. */
  readonly arrival: Arrival | undefined
  readonly forwarded: Forwarded
}

/** Prints what arrived, what the receiver thinks of it, and what the target answered. */
export function reportForwarded(
  output: Output,
  { request, arrival, forwarded }: ForwardedRequest,
  detail: ArrivalDetail,
): void {
  const { method, url = '' } = request
  const [path] = url.split('?', 1)
  const answer = targetAnswer(forwarded, arrival?.receivedAs ?? '')
  if (!arrival) output.note(`No callback: ${method} ${path}  ${answer.text}`)
  else
    output.result({ ...arrival, forwarded: answer.facts }, (colours) => [
      ...arrivalLines(arrival, colours, detail),
      `  ${colours.cyan('target')}  ${answer.text}`,
      ...(detail.body && answer.body !== undefined ? [`  ${colours.cyan('answer')}  ${answer.body}`] : []),
    ])
}

/** What the target answered, as JSON, in a line, and its body. */
interface TargetAnswer {
  readonly facts: object
  readonly text: string
  /** Undefined when it did not answer. */
  readonly body?: string
}

function targetAnswer(forwarded: Forwarded, command: string): TargetAnswer {
  if (forwarded instanceof Error) return { facts: { error: forwarded.message }, text: forwarded.message }
  const { status, latency } = forwarded
  const { ok, meaning } = verdictOf(forwarded, catalogEntry(command))
  const body = textOf(forwarded)
  const answer = answerOf(forwarded)
  const milliseconds = Number(latency.toFixed(1))
  // `code` is what RTC Engine is answered.
  const code = answer?.ErrorCode ?? answer?.['code']
  const facts = { ok, status, latency: milliseconds, answer: answer ?? body, meaning }
  const shownCode = typeof code === 'number' ? `  code ${code}` : ''
  return { facts, text: `${status}${shownCode}  ${milliseconds.toFixed(1)} ms  ${meaning}`, body }
}
