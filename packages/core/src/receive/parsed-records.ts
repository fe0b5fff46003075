import type { InboxRecord } from '../inbox/inbox-record.ts'
import type { Packet } from '../protocol/packet/parse-packet.ts'

const parsed = new WeakMap<InboxRecord, Packet>()

/** Keeps the packet of a record for as long as the record is in memory: most are handled a moment later by the same process. */
export function keepParsed(record: InboxRecord, packet: Packet): void {
  parsed.set(record, packet)
}

/** The packet of a record, once: handlers may change it, and each attempt gets it as it came. */
export function takeParsed(record: InboxRecord): Packet | undefined {
  const packet = parsed.get(record)
  if (packet !== undefined) parsed.delete(record)
  return packet
}
