import type { Entry } from '../history/entry.ts'
import { readText } from '../views/read-text.ts'
import { redactQuery, writeQuery } from '../views/redact-query.ts'
import { summaryOf } from '../views/summary.ts'

/** A callback in an export, as `room-callbacks replay` reads it. */
export interface ExportedCallback {
  readonly id: number
  /** Canonical; as received when it is not known. */
  readonly command: string
  readonly receivedAs: string
  readonly sdkAppId: string | null
  /** ISO 8601. */
  readonly receivedAt: string
  /** The query string; `Sign` is redacted. */
  readonly query: string
  /** The body, if it is text. */
  readonly raw?: string
  /** The body, if it is not. */
  readonly rawBase64?: string
  /** HTTP status; 0 where this process sent no answer. */
  readonly status: number
  readonly outcome: string
  /** The body of the answer, empty if there was none. */
  readonly answer: string
}

/** What an export holds, oldest callback first. */
export interface ExportFile {
  readonly version: 1
  readonly callbacks: readonly ExportedCallback[]
}

/** A callback as it is written down; undefined if its packet was not read. */
export function exported(entry: Entry): ExportedCallback | undefined {
  const { raw } = entry.seen
  if (raw === undefined) return undefined
  const { id, command, status, outcome } = summaryOf(entry)
  const { receivedAs, sdkAppId = null, receivedAt, query, reply } = entry.seen
  const text = readText(raw)
  return {
    id,
    command,
    receivedAs,
    sdkAppId,
    receivedAt: new Date(receivedAt).toISOString(),
    query: writeQuery(redactQuery(query)),
    ...(text === undefined ? { rawBase64: Buffer.from(raw).toString('base64') } : { raw: text }),
    status,
    outcome,
    answer: reply?.body ?? '',
  }
}
