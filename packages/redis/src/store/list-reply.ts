import type { EntryState, InboxEntry } from '@room-callbacks/core/inbox'
import { readError, readRecord, unreadableError, unreadableRecord } from './entry-fields.ts'

type Row = readonly [
  name: Buffer,
  number: Buffer,
  at: Buffer,
  attempts: Buffer,
  crashes: Buffer,
  error: Buffer,
  id: Buffer,
  command: Buffer,
  orderKey: Buffer,
  about: Buffer,
  body: Buffer,
]

/** What the script that lists gives: where to go on, and some entries. */
export type ListReply = readonly [last: Buffer, rows: readonly Row[]]

/** What the script that gets one entry gives: nothing, or its state and the entry. */
export type GetReply = readonly [] | readonly [state: Buffer, row: Row]

/** An entry as it is listed; one whose record cannot be read says so. */
export function readEntry(state: EntryState, row: Row): InboxEntry {
  const [name, number, at, attempts, crashes, errorField, id, command, orderKey, about, body] = row
  const fields = { name: String(name), id, command, orderKey, about, body }
  const known = readRecord(fields)
  const record = known ?? unreadableRecord(fields)
  const error = known ? readError(errorField, record.command) : unreadableError
  const asNumber = (field: Buffer): number => Number(String(field))
  const numbers = { attempts: asNumber(attempts), crashes: asNumber(crashes), at: asNumber(at) }
  return { state, record, position: asNumber(number), ...numbers, ...(error && { error }) }
}
