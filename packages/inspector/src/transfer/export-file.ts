import type { Entry } from '../history/entry.ts'
import { readText } from '../views/read-text.ts'
import { redactQuery, writeQuery } from '../views/redact-query.ts'

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
  /** HTTP status; 0 where this process answered nobody. */
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

/** Writes callbacks down. */
export const exportFile = (entries: readonly Entry[]): ExportFile => ({
  version: 1,
  callbacks: entries.filter(({ seen }) => seen.raw !== undefined).map(exported),
})

function exported({ id, seen }: Entry): ExportedCallback {
  const { command, receivedAs, sdkAppId, receivedAt, query, raw = new Uint8Array(), reply } = seen
  const text = readText(raw)
  return {
    id,
    command: command ?? receivedAs,
    receivedAs,
    sdkAppId: sdkAppId ?? null,
    receivedAt: new Date(receivedAt).toISOString(),
    query: writeQuery(redactQuery(query)),
    ...(text === undefined ? { rawBase64: Buffer.from(raw).toString('base64') } : { raw: text }),
    status: reply?.status ?? 0,
    outcome: reply?.outcome ?? 'handled',
    answer: reply?.body ?? '',
  }
}
