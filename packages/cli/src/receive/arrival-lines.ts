import type { Colours } from '../print/colours.ts'
import type { Arrival } from './arrival.ts'

/** A callback as text: one line, what drifted or why it was refused, and the packet as handlers see it. */
export function arrivalLines(arrival: Arrival, { green, red, yellow, dim }: Colours): string[] {
  const { command, receivedAs, receivedAt, status, outcome, drifts, refusal, event } = arrival
  const time = receivedAt.slice(11, 23)
  const paint = refusal ? red : green
  const alias = receivedAs === command ? '' : ` (as ${receivedAs})`
  const lines = [`${dim(time)}  ${paint(`${status} ${outcome}`)}  ${command}${alias}`]
  if (refusal) lines.push(`  ${refusal.message} ${refusal.advice}`)
  for (const { kind, path, detail } of drifts) {
    lines.push(`  ${yellow('drift')}  ${kind} ${path}${detail ? `: ${detail}` : ''}`)
  }
  if (event) lines.push(`  ${JSON.stringify(event)}`)
  return lines
}
