import type { LeasedEntry } from '@room-callbacks/core/inbox'
import { readRecord, unreadableRecord } from './entry-fields.ts'

type Row = readonly [
  name: Buffer,
  fence: Buffer,
  attempts: number,
  crashes: number,
  id: Buffer,
  command: Buffer,
  orderKey: Buffer,
  about: Buffer,
  body: Buffer,
]

/** What the script that leases gives. */
export type LeaseReply = readonly [clock: Buffer, suspectsReady: number, batch: Buffer, rows: readonly Row[]]

/** What was leased. @returns `broken`: entries whose record cannot be read, which are leased as well */
export function readLeased(rows: readonly Row[]): { entries: LeasedEntry[]; broken: LeasedEntry[] } {
  const [entries, broken]: [LeasedEntry[], LeasedEntry[]] = [[], []]
  for (const [name, fence, attempt, crashes, id, command, orderKey, about, body] of rows) {
    const fields = { name: String(name), id, command, orderKey, about, body }
    const record = readRecord(fields)
    const list = record ? entries : broken
    list.push({ record: record ?? unreadableRecord(fields), attempt, crashes, fence: Number(String(fence)) })
  }
  return { entries, broken }
}
