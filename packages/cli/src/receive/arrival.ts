import type { Answer } from '@room-callbacks/core'
import { type Drift, explain, type Observation } from '@room-callbacks/core/inspect'
import { redactQuery } from './redact-query.ts'

/** A callback that arrived, as --json prints it: `replay` reads it, as it reads an export of the inspector. */
export interface Arrival {
  /** ISO 8601. */
  readonly receivedAt: string
  /** The canonical word where one was resolved, or else what was written. */
  readonly command: string
  readonly receivedAs: string
  /** What became of it. */
  readonly outcome: string
  readonly status: number
  readonly answer: Answer
  /** How long the receiver took to answer. Unit: ms. */
  readonly responseTimeMs: number
  /** The packet as handlers see it. */
  readonly event?: object
  /** In what it differs from its schema without being wrong. */
  readonly drifts: readonly Drift[]
  readonly sdkAppId: string | undefined
  /** As it came, but for its signature. */
  readonly query: string
  /** The body as text, if it was read and is UTF-8. */
  readonly raw?: string
  /** The body, if it was read and is not. */
  readonly rawBase64?: string
  /** Why it was refused. */
  readonly refusal?: { readonly code: string; readonly message: string; readonly advice: string }
}

/** What is known of a callback, without its signature. */
export function arrivalOf(callbacks: object, observation: Observation): Arrival {
  const {
    receivedAs,
    command = receivedAs,
    sdkAppId,
    receivedAt,
    query,
    raw,
    reply,
    refusal,
    responseTimeMs,
  } = observation
  const explanation = raw && explain(callbacks, { command: receivedAs, raw })
  return {
    receivedAt: new Date(receivedAt).toISOString(),
    command,
    receivedAs,
    outcome: reply.outcome,
    status: reply.status,
    answer: JSON.parse(reply.body) as Answer,
    responseTimeMs: Number(responseTimeMs.toFixed(1)),
    ...(explanation?.event && { event: explanation.event }),
    drifts: explanation?.drifts ?? [],
    sdkAppId,
    query: redactQuery(query),
    ...(raw && bodyOf(raw)),
    ...(refusal && { refusal: { code: refusal.code, message: refusal.message, advice: refusal.advice } }),
  }
}

function bodyOf(raw: Uint8Array): { raw: string } | { rawBase64: string } {
  const bytes = Buffer.from(raw)
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? { raw: text } : { rawBase64: bytes.toString('base64') }
}
