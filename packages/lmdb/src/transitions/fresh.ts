import type { Trees } from '../database/trees.ts'
import { identityKey } from '../layout/identity-key.ts'
import { kinds, recordKey, sequenceOfRecordKey } from '../layout/keys.ts'
import { decodeRecord } from '../layout/record.ts'
import type { Indexed } from './entries.ts'

/** The oldest entries that nobody took yet, from a sequence on. */
export function freshEntries({ live, counters }: Trees, limit?: number, from = 0): Indexed[] {
  if (counters.get('waiting') === 0) return []
  const start = recordKey(Math.max(counters.get('freshFrom'), from))
  const range = live.getRange({ start, ...(limit !== undefined && { limit }) })
  return Array.from(range, ({ key, value }) => describe(key, value))
}

/** All that its place would tell follows from its record. */
function describe(key: Uint8Array, value: Uint8Array): Indexed {
  const record = decodeRecord(value)
  const sequence = sequenceOfRecordKey(key)
  const identity = identityKey(record.id)
  const position = {
    sequence,
    attempts: 0,
    at: record.receivedAt,
    until: 0,
    identity,
    room: undefined,
    error: undefined,
  }
  return { kind: kinds.fresh, key, position, record }
}
