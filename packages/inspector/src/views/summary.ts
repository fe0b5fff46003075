import type { Entry } from '../history/entry.ts'
import type { CallbackSummary } from '../wire.ts'
import { decisionOf } from './decision.ts'

// Of a packet, as far as the search looks. Unit: bytes.
const searched = 2048

/** An entry as the list shows it. */
export function summaryOf({ id, source, origin, room, seen, deliveries }: Entry): CallbackSummary {
  const { reply, raw, errors, refusal, phase, receivedAt, responseTimeMs, isHandling } = seen
  const last = deliveries.at(-1)
  const failed = last && last.result.state !== 'handled' ? last.result.error.code : undefined
  return {
    id,
    source,
    origin,
    command: (seen.command ?? seen.receivedAs).slice(0, 200),
    phase,
    room,
    outcome: reply?.outcome ?? failed ?? 'handled',
    status: reply?.status ?? 0,
    receivedAt,
    responseTimeMs,
    handlerTimeMs: last?.handlerTimeMs ?? seen.handlerTimeMs,
    isHandling,
    decision: decisionOf(seen),
    bytes: raw?.byteLength ?? 0,
    error: failed ?? errors.at(-1)?.code ?? refusal?.code,
    attempts: deliveries.length,
    text: raw === undefined ? '' : Buffer.from(raw.subarray(0, searched)).toString('utf8'),
  }
}
