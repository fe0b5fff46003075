import type { InboxEntry } from '@room-callbacks/core/inbox'
import { indentJson } from '@room-callbacks/core/inspect'
import type { EntryDetail, EntrySummary } from '../wire-inbox.ts'
import { readText } from './read-text.ts'

/** An entry of an inbox as the list shows it. */
export function entrySummaryOf({ record, state, position, attempts, crashes, at, error }: InboxEntry): EntrySummary {
  const { id, orderKey, receivedAt } = record
  const command = record.command.slice(0, 200)
  return { id, state, position, command, orderKey, receivedAt, at, attempts, crashes, error }
}

/** The same with its packet. */
export function entryDetailOf(entry: InboxEntry): EntryDetail {
  const { sdkAppId, idempotencyKey, clientIp, requestId, answer, body } = entry.record
  const text = readText(body)
  const packet = text !== undefined && isJson(text) ? indentJson(text) : text
  return { summary: entrySummaryOf(entry), sdkAppId, idempotencyKey, clientIp, requestId, answer, packet }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
